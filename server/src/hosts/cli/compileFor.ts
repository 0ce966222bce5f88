/** What of V8 is worth its time. */
import { setFlagsFromString } from 'node:v8';

/** Files from which the thorough compiler and a larger space for new objects give back what they take. */
const many = 20;

/**
 * For a run over so many files. A run over few is over before the thorough compiler is done, and each page that the
 * space for new objects grows by is one more to ask the system for. To be called once all of Node that is needed is
 * loaded: it compiles the rest of its own code anew under other flags.
 */
export function compileFor(files: number): void {
  if (files >= many) return;
  setFlagsFromString('--no-turbofan');
  setFlagsFromString('--semi-space-growth-factor=1');
}
