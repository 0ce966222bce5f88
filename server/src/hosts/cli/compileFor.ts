/** What of V8 is worth its time. */

/** Files from which the compilers and a larger space for new objects give back what they take. */
const many = 20;

/** As `fewFiles.ts` sets them. */
const forFew = [
  '--no-turbofan',
  '--invocation-count-for-maglev=4000',
  '--semi-space-growth-factor=1',
] as const;

/** What V8 has by default. */
const forMany = ['--turbofan', '--invocation-count-for-maglev=400', '--semi-space-growth-factor=2'] as const;

/** Takes back what `fewFiles.ts` sets, for a run over so many files. */
export async function compileFor(files: number): Promise<void> {
  if (files < many) return;
  const { setFlagsFromString } = await import('node:v8');
  const set = (flags: readonly string[]) => {
    for (const flag of flags) setFlagsFromString(flag);
  };
  set(forMany);
  // Compiled code is kept at the end (compiledCode.ts), and V8 refuses it where the flags were others.
  process.prependOnceListener('exit', () => {
    set(forFew);
  });
}
