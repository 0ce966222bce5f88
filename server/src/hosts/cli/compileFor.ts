/** What of V8 is worth its time. */
/** Files from which the thorough compiler and a larger space for new objects give back what they take. */
const many = 20;

/** Characters of a file that is checked before either would matter. */
const few = 16_000;

let done = false;

/**
 * For a run over so many files, before one of such a length is checked. A run over few is over before the thorough
 * compiler is done, or gets back what the second one took, and each page that the space for new objects grows by is one more to ask the system for. To be called
 * once all of Node that is needed is loaded: it compiles the rest of its own code anew under other flags. The module that
 * sets them loads others, so it is left alone for a small file.
 */
export async function compileFor(files: number, length: number): Promise<void> {
  if (done || files >= many || length < few) return;
  done = true;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--no-turbofan');
  setFlagsFromString('--invocation-count-for-maglev=4000');
  setFlagsFromString('--semi-space-growth-factor=1');
}
