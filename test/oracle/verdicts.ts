/** The loader of a release of twinkle-kit as a service: texts in, verdicts out. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

export const loaderVersions = ['0.4.0', '0.5.0', '0.5.1'] as const;
export type LoaderVersion = (typeof loaderVersions)[number];

export interface Refusal {
  /** In the loader's words. */
  readonly error: string;
  /** Where pydantic found the first error; absent where the text was no YAML to the loader, or crashed it. */
  readonly loc?: readonly string[];
}

/** The release that is installed in the environment itself; the others lie in folders beside it. */
const installed: LoaderVersion = '0.5.1';

export interface Loader {
  readonly version: LoaderVersion;
  /** The release of OmegaConf, where it is not the one that is installed. */
  readonly omegaconf?: '2.3.0';
}

/** Verdicts in the order of the texts: undefined where the loader accepts. */
export async function loaderVerdicts(
  texts: readonly string[],
  { version, omegaconf }: Loader = { version: installed },
): Promise<(Refusal | undefined)[]> {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined)
    throw new Error(
      `TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit ${installed}; npm test sets it.`,
    );
  const first = [
    ...(version === installed ? [] : [releaseFolder(`twinkle-kit==${version}`)]),
    ...(omegaconf === undefined ? [] : [releaseFolder(`omegaconf==${omegaconf}`)]),
  ];
  const child = spawn(python, [scriptPath()], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: 40 * 60_000,
    env: { ...process.env, ...(first.length > 0 ? { PYTHONPATH: first.join(delimiter) } : {}) },
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.stdin.once('error', reject);
  });
  const answers = (async () => {
    const verdicts: (Refusal | undefined)[] = [];
    for await (const line of createInterface({ input: child.stdout }))
      verdicts.push((JSON.parse(line) as Refusal | null) ?? undefined);
    return verdicts;
  })();
  child.stdin.end(texts.map(text => `${JSON.stringify(text)}\n`).join(''));
  const verdicts = await Promise.race([answers, failed]);
  if (verdicts.length !== texts.length)
    throw new Error(`The loader answered ${verdicts.length} of ${texts.length} texts.`);
  return verdicts;
}

function releaseFolder(name: string): string {
  const folder = process.env['TWINKLE_TEST_RELEASES'];
  if (folder === undefined)
    throw new Error('TWINKLE_TEST_RELEASES must name the folder of earlier releases; npm test sets it.');
  return join(folder, name);
}

/** Bundled into a program, this file lies elsewhere than the script. */
function scriptPath(): string {
  const root = process.env['ORACLE_ROOT'];
  return root === undefined
    ? join(import.meta.dirname, 'verdicts.py')
    : join(root, 'test', 'oracle', 'verdicts.py');
}
