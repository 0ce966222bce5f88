/** The loaders of the releases of twinkle-kit as a service: texts in, verdicts and values out. */
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

/** A value with its type spelt out; integers and floats in Python's spelling. */
export type Spelt =
  | null
  | boolean
  | string
  | readonly Spelt[]
  | { readonly int: string }
  | { readonly float: string }
  | { readonly bytes: string }
  | { readonly dict: readonly (readonly [Spelt, Spelt])[] }
  | { readonly other: string };

export interface Answer {
  /** Null for a release that accepts the text. */
  readonly refusals: Readonly<Partial<Record<LoaderVersion, Refusal | null>>>;
  /** What OmegaConf makes of the text; absent where that is no mapping, or an error. */
  readonly value?: Spelt;
  /** OmegaConf's own error. */
  readonly error?: string;
}

/** The release that is installed in the environment itself; the others lie in folders beside it. */
const installed: LoaderVersion = '0.5.1';

/** Variables that the loaders have; no other of a name that begins like these is set. */
export const oracleEnvironment: Readonly<Record<string, string>> = {
  TWINKLE_ORACLE_PORT: '9000',
  TWINKLE_ORACLE_KEY: 'port',
};

export interface Loaders {
  /** None to ask OmegaConf alone. */
  readonly versions?: readonly LoaderVersion[];
  /** The release of OmegaConf, where it is not the one that is installed. */
  readonly omegaconf?: '2.3.0';
}

/** Answers in the order of the texts. */
export async function loaderAnswers(
  texts: readonly string[],
  { versions = loaderVersions, omegaconf }: Loaders = {},
): Promise<Answer[]> {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined)
    throw new Error(
      `TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit ${installed}; npm test sets it.`,
    );
  const releases = versions.map(version =>
    version === installed ? version : `${version}=${releaseFolder(`twinkle-kit==${version}`)}`,
  );
  const older = [`omegaconf==${omegaconf}`, 'antlr4-python3-runtime==4.9.3'].map(releaseFolder);
  const paths = omegaconf === undefined ? {} : { PYTHONPATH: older.join(delimiter) };
  const child = spawn(python, [scriptPath(), ...releases], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: 40 * 60_000,
    env: { ...process.env, ...oracleEnvironment, ...paths },
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.stdin.once('error', reject);
  });
  const answers = (async () => {
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    // The first line tells that all is imported.
    return lines.slice(1).map(line => JSON.parse(line) as Answer);
  })();
  child.stdin.end(texts.map(text => `${JSON.stringify(text)}\n`).join(''));
  const all = await Promise.race([answers, failed]);
  if (all.length !== texts.length)
    throw new Error(`The loader answered ${all.length} of ${texts.length} texts.`);
  return all;
}

/** Verdicts of one release in the order of the texts: undefined where it accepts. */
export async function loaderVerdicts(
  texts: readonly string[],
  version: LoaderVersion = installed,
): Promise<(Refusal | undefined)[]> {
  const answers = await loaderAnswers(texts, { versions: [version] });
  return answers.map(({ refusals }) => refusals[version] ?? undefined);
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
