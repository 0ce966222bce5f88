/** `twinkle-check` on a folder of a thousand files, with one core. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProcessFigures } from './checking';
import { generateConfig } from './generator';
import { median } from './statistics';

export interface ManyFiles extends ProcessFigures {
  readonly files: number;
  readonly filesPerSecond: number;
}

const files = 1000;

/** Medians over `runs`. @param folder an empty one */
export async function measureManyFiles(
  root: string,
  python: string,
  folder: string,
  runs: number,
): Promise<ManyFiles> {
  const text = generateConfig(4);
  for (let index = 0; index < files; index++) {
    const place = join(folder, `deployment-${index}`);
    await mkdir(place);
    await writeFile(join(place, 'server_config.yaml'), `# Deployment ${index}.\n${text}`);
  }
  const argv = [process.execPath, join(root, 'server/dist/check.js'), '--format', 'json', folder];
  const taken: ProcessFigures[] = [];
  for (let run = 0; run < runs; run++) {
    const { stdout } = await promisify(execFile)(python, [join(root, 'test/bench/rusage.py'), ...argv], {
      env: { ...process.env, BENCH_ONE_CORE: '1' },
    });
    const { exitCode, ...figures } = JSON.parse(stdout) as ProcessFigures & { exitCode: number };
    if (exitCode !== 0) throw new Error(`twinkle-check ended with ${exitCode} for valid files`);
    taken.push(figures);
  }
  const wallMs = median(taken.map(each => each.wallMs));
  return {
    files,
    wallMs,
    cpuMs: median(taken.map(each => each.cpuMs)),
    peakMb: median(taken.map(each => each.peakMb)),
    filesPerSecond: (files / wallMs) * 1000,
  };
}
