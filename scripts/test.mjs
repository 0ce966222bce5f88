// `npm test`: installs what is needed, then runs every group of checks; `npm test -- --only unit,cluster` some of them.
// Plain Node with built-ins only: it runs before anything is installed.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { inClone, node24 } from './lib/paths.mjs';
import { bootstrap } from './lib/bootstrap.mjs';
import { shown } from './lib/run.mjs';
import { main, seconds } from './lib/steps.mjs';

/**
 * @typedef {object} Group
 * @property {string} name
 * @property {import('./lib/bootstrap.mjs').Need[]} needs
 * @property {string[][]} [commands] each counts as one test; without them the group is a vitest project
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
  { name: 'golden', needs: ['build'] },
  { name: 'fuzz', needs: [] },
  { name: 'oracle', needs: ['python', 'loaders', 'build'] },
  { name: 'lsp', needs: ['neovim', 'build'] },
  { name: 'cluster', needs: ['python', 'sshd', 'build'] },
  { name: 'editor', needs: ['python', 'editor', 'package'] },
];

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Milliseconds after which a command is ended that does not come to its end: a failure, and no run that hangs. */
const limitMs = 45 * 60_000;

await main(async () => {
  const chosen = choose(process.argv.slice(2));
  if (chosen === undefined) return 2;
  const env = await bootstrap(new Set(chosen.flatMap(group => group.needs)));
  mkdirSync(inClone('out', 'test'), { recursive: true });

  const rows = [];
  /** @type {Counts} */
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const group of chosen) {
    console.log(`\n── ${group.name} ${'─'.repeat(60 - group.name.length)}`);
    const start = Date.now();
    const counts = group.commands ? await runCommands(group.commands, env) : await runVitest(group.name, env);
    rows.push(`${group.name.padEnd(9)}${summary(counts).padEnd(32)}${seconds(start)}`);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  console.log(`\n${rows.join('\n')}\n\n${summary(total)}`);
  return total.failed === 0 ? 0 : 1;
});

/** @param {string[]} args @returns {Group[] | undefined} */
function choose(args) {
  const names = groups.map(group => group.name);
  const usage = `Usage: npm test [-- --only NAME[,NAME…]]\nNames: ${names.join(', ')}`;
  if (args.length === 0) return groups;
  const list = args[0] === '--only' ? args[1] : args[0]?.startsWith('--only=') ? args[0].slice(7) : undefined;
  const wanted = list?.split(',').filter(Boolean) ?? [];
  const unknown = wanted.filter(name => !names.includes(name));
  if (wanted.length > 0 && unknown.length === 0) return groups.filter(group => wanted.includes(group.name));
  console.error(unknown.length > 0 ? `There is no group ${unknown.join(', ')}.\n${usage}` : usage);
  return undefined;
}

/** @param {Counts} counts */
function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {string[][]} commands @param {Record<string, string>} env @returns {Promise<Counts>} */
async function runCommands(commands, env) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const command of commands) {
    const code = await shown([node24, ...command], { env, limitMs });
    console.log(
      `${code === 0 ? '✓' : '✗'} ${command.map(word => word.replace(`${bin('')}/`, '')).join(' ')}`,
    );
    if (code === 0) counts.passed += 1;
    else counts.failed += 1;
  }
  return counts;
}

/** @param {string} project @param {Record<string, string>} env @returns {Promise<Counts>} */
async function runVitest(project, env) {
  const report = inClone('out', 'test', `${project}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await shown([node24, bin('vitest'), 'run', '--project', project, ...reporters], {
    env,
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
