// `npm test`: installs what is needed, then runs every group of checks; `npm test -- --only unit,cluster` some of them.
// `--alone` runs them as in a clone with nothing beside it, `--both` those that depend on it once more in that way.
// Plain Node with built-ins only: it runs before anything is installed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inClone, node24 } from './lib/paths.mjs';
import { bootstrap } from './lib/bootstrap.mjs';
import { shown } from './lib/run.mjs';
import { main, seconds } from './lib/steps.mjs';

/**
 * @typedef {object} Group
 * @property {string} name
 * @property {import('./lib/bootstrap.mjs').Need[]} needs
 * @property {string[][]} [commands] each counts as one test; without them the group is a vitest project
 * @property {true} [readsConfigurations] it is cheap enough to run with and without the configurations beside the clone
 */

/**
 * A group as it is run once.
 * @typedef {object} Pass
 * @property {Group} group
 * @property {boolean} isAlone whether configurations beside the clone are left out
 * @property {boolean} isSecond whether the group has run already: then only its tests that read configurations run
 */

const bin = (/** @type {string} */ name) => inClone('node_modules', '.bin', name);

/** @type {Group[]} In the order in which they run: the quick ones first. */
const groups = [
  {
    name: 'lint',
    needs: [],
    commands: [
      [bin('eslint'), '.', '--max-warnings', '0'],
      [bin('depcruise'), '--output-type', 'err', 'client', 'server', 'test'],
      [bin('prettier'), '--check', '--log-level', 'warn', '.'],
    ],
  },
  { name: 'types', needs: [], commands: [[bin('tsc'), '-b']] },
  { name: 'unit', needs: ['build'] },
  { name: 'golden', needs: ['build'], readsConfigurations: true },
  { name: 'fuzz', needs: [] },
  { name: 'oracle', needs: ['python', 'loaders', 'build'], readsConfigurations: true },
  { name: 'lsp', needs: ['neovim', 'build'], readsConfigurations: true },
  { name: 'cluster', needs: ['python', 'sshd', 'build'] },
  { name: 'editor', needs: ['python', 'editor', 'package'] },
];

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Milliseconds after which a command is ended that does not come to its end: a failure, and no run that hangs. */
const limitMs = 45 * 60_000;

await main(async () => {
  const chosen = passes(process.argv.slice(2));
  if (chosen === undefined) return 2;
  const env = await bootstrap(new Set(chosen.flatMap(({ group }) => group.needs)));
  mkdirSync(inClone('out', 'test'), { recursive: true });

  const rows = [];
  /** @type {Counts} */
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const pass of chosen) {
    const { group, isSecond } = pass;
    const name = isSecond ? `${group.name}, alone` : group.name;
    console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
    const start = Date.now();
    const counts = group.commands ? await runCommands(group.commands, env) : await runVitest(pass, env);
    rows.push(`${name.padEnd(15)}${summary(counts).padEnd(32)}${seconds(start)}`);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  console.log(`\n${rows.join('\n')}\n\n${summary(total)}`);
  return total.failed === 0 ? 0 : 1;
});

/** Undefined for arguments that mean nothing. @param {string[]} args @returns {Pass[] | undefined} */
function passes(args) {
  const names = groups.map(group => group.name);
  const usage = `Usage: npm test [-- --only NAME[,NAME…]] [--alone | --both]\nNames: ${names.join(', ')}`;
  const isFlag = /** @type {const} */ ({ type: 'boolean', default: false });
  let values;
  try {
    ({ values } = parseArgs({ args, options: { only: { type: 'string' }, alone: isFlag, both: isFlag } }));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return undefined;
  }
  const wanted = values.only === undefined ? names : values.only.split(',').filter(Boolean);
  const unknown = wanted.filter(name => !names.includes(name));
  if (wanted.length === 0 || unknown.length > 0 || (values.alone && values.both)) {
    console.error(unknown.length > 0 ? `Unknown group ${unknown.join(', ')}.\n${usage}` : usage);
    return undefined;
  }
  const chosen = groups.filter(({ name }) => wanted.includes(name));
  const first = chosen.map(group => ({ group, isAlone: values.alone, isSecond: false }));
  // With nothing beside the clone, the first pass has been the second one.
  if (!values.both || !existsSync(inClone('..', 'shared', 'configs'))) return first;
  const again = chosen.filter(group => group.readsConfigurations);
  return [...first, ...again.map(group => ({ group, isAlone: true, isSecond: true }))];
}

/** @param {Counts} counts */
function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {string[][]} commands @param {Record<string, string>} env @returns {Promise<Counts>} */
async function runCommands(commands, env) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  // Side by side: each of them uses one core.
  await Promise.all(
    commands.map(async command => {
      const code = await shown([node24, ...command], { env, limitMs });
      console.log(
        `${code === 0 ? '✓' : '✗'} ${command.map(word => word.replace(`${bin('')}/`, '')).join(' ')}`,
      );
      if (code === 0) counts.passed += 1;
      else counts.failed += 1;
    }),
  );
  return counts;
}

/** @param {Pass} pass @param {Record<string, string>} env @returns {Promise<Counts>} */
async function runVitest({ group: { name: project }, isAlone, isSecond }, env) {
  const report = inClone('out', 'test', `${project}${isSecond ? '-alone' : ''}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // The tests that import the one place that knows of configurations.
  const what = isSecond ? ['related', '--run', 'test/configs/configurations.ts'] : ['run'];
  const code = await shown([node24, bin('vitest'), ...what, '--project', project, ...reporters], {
    env: isAlone ? { ...env, TWINKLE_TEST_ALONE: '1' } : env,
    limitMs,
  });
  /** @type {Counts} */
  let counts;
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    counts = { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    counts = { passed: 0, failed: 0, skipped: 0 };
  }
  // A file that does not load, an error outside a test, or no test at all is a failure that no test counted.
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) {
    console.error(
      `✗ ${project}: ${code === 0 ? 'no test ran' : `vitest ended with ${code ?? 'a signal'} outside a test`}`,
    );
    counts.failed = 1;
  }
  return counts;
}
