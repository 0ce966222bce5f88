/** `twinkle-check` beside `twinkle-server check-config`: whole processes, from start to exit. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './statistics';

export interface ProcessFigures {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

export interface Checker {
  readonly name: string;
  readonly argv: (file: string) => readonly string[];
}

/**
 * The two checkers.
 * @param python interpreter in whose environment twinkle-kit is installed
 */
export function checkers(root: string, python: string): Checker[] {
  return [
    { name: 'twinkle-check', argv: file => [process.execPath, join(root, 'server/dist/check.js'), file] },
    {
      name: 'twinkle-server check-config',
      argv: file => [join(dirname(python), 'twinkle-server'), 'check-config', '-c', file],
    },
  ];
}

/** Medians of each checker over `runs` runs in turns, after one that fills the disk cache. The file must be valid. */
export async function measureChecking(
  root: string,
  python: string,
  file: string,
  runs: number,
): Promise<Map<string, ProcessFigures>> {
  const samples = new Map(checkers(root, python).map(checker => [checker, [] as ProcessFigures[]]));
  for (let run = -1; run < runs; run++) {
    for (const [checker, taken] of samples) {
      const figures = await runOnce(root, python, checker.argv(file));
      if (run >= 0) taken.push(figures);
    }
  }
  return new Map(
    [...samples].map(([{ name }, taken]) => [
      name,
      {
        wallMs: median(taken.map(({ wallMs }) => wallMs)),
        cpuMs: median(taken.map(({ cpuMs }) => cpuMs)),
        peakMb: median(taken.map(({ peakMb }) => peakMb)),
      },
    ]),
  );
}

async function runOnce(root: string, python: string, argv: readonly string[]): Promise<ProcessFigures> {
  const { stdout } = await promisify(execFile)(python, [join(root, 'test/bench/rusage.py'), ...argv]);
  const { exitCode, ...figures } = JSON.parse(stdout) as ProcessFigures & { exitCode: number };
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${exitCode} for a valid file`);
  return figures;
}
