/**
 * `npm run bench`: our server beside yaml-language-server with our schema, and our checker beside twinkle-kit's own,
 * in one run and in turns. Prints Markdown; writes out/measures/bench*.json. There are no thresholds here.
 *
 * Environment: BENCH_ROOT (the repository), TWINKLE_TEST_PYTHON (interpreter with twinkle-kit; without it the checkers
 * are not compared). Arguments: `--quick`, a few rounds only, to try the benchmark itself; `--self`, the peer against
 * itself, which tells how far apart two figures must be to mean anything; `--robustness`, hostile texts on our server,
 * and nothing else; `--logs`, followed logs beside `tail -F`, and nothing else. Each other kind of run has a file of its own.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureChecking } from './checking';
import { twinkleLanguageServer, yamlLanguageServer } from './contenders';
import { measureEditing, type Rounds } from './editing';
import { measureManyFiles, type ManyFiles } from './manyFiles';
import { followingTable, measureFollowing, type LogFigures } from './following';
import { benchmarkSizes, generateConfig } from './generator';
import { toMarkdown, type BenchReport, type CheckingReport, type EditingReport } from './report';
import { hostile } from './hostile';
import { measureRobustness, robustnessHeader, robustnessRow } from './robustness';
import { scenarioOf } from './scenario';
import { packageVersion } from './packageVersion';

const root = process.env['BENCH_ROOT'] ?? process.cwd();
const robustness = process.argv.includes('--robustness');
const quick = process.argv.includes('--quick');
const self = process.argv.includes('--self');
const python = self ? undefined : process.env['TWINKLE_TEST_PYTHON'];
const rounds: Rounds = quick
  ? { starts: 1, edits: 4, completions: 2 }
  : { starts: 5, edits: 40, completions: 30 };
const checkRuns = quick ? 1 : 7;
/** Sizes at which only our own cost is looked at, to see what it grows with. */
const growthSizes = [4, 8, 16, 33, 64, 125];

if (robustness) {
  const folder = await mkdtemp(join(tmpdir(), 'twinkle-bench-'));
  try {
    console.log(robustnessHeader);
    for (const each of hostile()) console.log(robustnessRow(await measureRobustness(root, folder, each)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.exit();
}

const peer = yamlLanguageServer(root);
const contenders = self
  ? [peer, { ...peer, name: `${peer.name}, again` }]
  : [twinkleLanguageServer(root), peer];
if (process.argv.includes('--logs')) {
  const folder = await mkdtemp(join(tmpdir(), 'twinkle-bench-'));
  // Files, lines a second of all of them, seconds.
  const runs = [
    [1, 1_000, quick ? 5 : 20],
    [20, 1_000, quick ? 5 : 20],
    [20, 20_000, quick ? 5 : 20],
    [1, 100_000, quick ? 5 : 60],
  ] as const;
  const figures: LogFigures[] = [];
  try {
    for (const [index, [files, rate, seconds]] of runs.entries()) {
      progress(`${files} logs, ${rate} lines a second`);
      figures.push(await measureFollowing(join(folder, String(index)), files, rate, seconds));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(join(root, 'out/measures'), { recursive: true });
  await writeFile(join(root, 'out/measures/bench-logs.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(followingTable(figures));
  process.exit();
}

const editing: EditingReport[] = [];
const checking: CheckingReport[] = [];
const growth: EditingReport[] = [];
let manyFiles: ManyFiles | undefined;
const loadBefore = loadavg()[0] ?? NaN;
const folder = await mkdtemp(join(tmpdir(), 'twinkle-bench-'));
try {
  for (const applications of benchmarkSizes) {
    const text = generateConfig(applications);
    const workspace = join(folder, String(applications));
    await mkdir(workspace);
    progress(`${applications} applications: editing`);
    const figures = await measureEditing(contenders, scenarioOf(text), workspace, rounds);
    editing.push({
      applications,
      bytes: text.length,
      figures: Object.fromEntries(
        contenders.map(({ name }, index) => [name, figures[index]] as const).flatMap(known),
      ),
    });
    if (python === undefined) continue;
    progress(`${applications} applications: checking`);
    const checked = await measureChecking(root, python, join(workspace, 'server_config.yaml'), checkRuns);
    checking.push({ applications, bytes: text.length, figures: Object.fromEntries(checked) });
  }
  for (const applications of self ? [] : growthSizes) {
    progress(`${applications} applications: growth`);
    const text = generateConfig(applications);
    const workspace = join(folder, `growth-${applications}`);
    await mkdir(workspace);
    const ours = twinkleLanguageServer(root);
    const [figures] = await measureEditing([ours], scenarioOf(text), workspace, { ...rounds, starts: 1 });
    if (figures !== undefined)
      growth.push({ applications, bytes: text.length, figures: { [ours.name]: figures } });
  }
  if (python !== undefined) {
    progress('a thousand files: checking');
    const workspace = join(folder, 'many');
    await mkdir(workspace);
    manyFiles = await measureManyFiles(root, python, workspace, quick ? 1 : 3);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const report: BenchReport = {
  date: new Date().toISOString(),
  machine: {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    load: { before: loadBefore, after: loadavg()[0] ?? NaN },
  },
  versions: {
    ...Object.fromEntries(contenders.map(({ name, version }) => [name, version])),
    ...(python !== undefined && { 'twinkle-kit': await packageVersion(python, 'twinkle-kit') }),
  },
  editing,
  checking,
  growth,
  ...(manyFiles !== undefined && { manyFiles }),
  notes:
    python === undefined && !self
      ? ['TWINKLE_TEST_PYTHON names no interpreter: the checkers were not compared.']
      : [],
};
const target = join(root, 'out/measures', `bench${self ? '-self' : ''}${quick ? '-quick' : ''}.json`);
await mkdir(join(root, 'out/measures'), { recursive: true });
await writeFile(target, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${toMarkdown(report)}`);
progress(`written: ${target}`);

function known<T>([name, value]: readonly [string, T | undefined]): [string, T][] {
  return value === undefined ? [] : [[name, value]];
}

function progress(message: string): void {
  console.error(`bench: ${message}`);
}
