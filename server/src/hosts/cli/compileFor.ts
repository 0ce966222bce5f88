/** What of V8 is worth its time. */
import { byDefault, forShortRuns } from '../v8Flags';

/** Files from which the compilers and a larger space for new objects give back what they take. */
const many = 20;

/** Takes back what `fewFiles.ts` sets, for a run over so many files. */
export async function compileFor(files: number): Promise<void> {
  if (files < many) return;
  const { setFlagsFromString } = await import('node:v8');
  const set = (flags: readonly string[]) => {
    for (const flag of flags) setFlagsFromString(flag);
  };
  set(byDefault);
  // Compiled code is kept at the end (compiledCode.ts), and V8 refuses it where the flags were others.
  process.prependOnceListener('exit', () => {
    set(forShortRuns);
  });
}
