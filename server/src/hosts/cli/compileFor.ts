/** What of V8 is worth its time. */

/** Files from which the compilers and a larger space for new objects give back what they take. */
const many = 20;

/** Takes back what `fewFiles.ts` sets, for a run over so many files: to what V8 has by default. */
export async function compileFor(files: number): Promise<void> {
  if (files < many) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--turbofan');
  setFlagsFromString('--invocation-count-for-maglev=400');
  setFlagsFromString('--semi-space-growth-factor=2');
}
