/** The loader of the installed twinkle-kit as a service: texts in, verdicts out. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Verdicts in the order of the texts: undefined where the loader accepts, else its error. */
export async function loaderVerdicts(texts: readonly string[]): Promise<(string | undefined)[]> {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined)
    throw new Error('TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit 0.5.1; npm test sets it.');
  const child = spawn(python, [join(import.meta.dirname, 'verdicts.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: 240_000,
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const answers = (async () => {
    const verdicts: (string | undefined)[] = [];
    for await (const line of createInterface({ input: child.stdout }))
      verdicts.push((JSON.parse(line) as string | null) ?? undefined);
    return verdicts;
  })();
  child.stdin.end(texts.map(text => `${JSON.stringify(text)}\n`).join(''));
  const verdicts = await Promise.race([answers, failed]);
  if (verdicts.length !== texts.length)
    throw new Error(`The loader answered ${verdicts.length} of ${texts.length} texts.`);
  return verdicts;
}
