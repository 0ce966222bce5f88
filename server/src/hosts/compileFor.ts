/** Which compilers of V8 are worth their time. */
import { setFlagsFromString } from 'node:v8';

/** Files from which the thorough compiler gives back what it takes. */
const many = 20;

/** For a run over so many files. A run over few is over before the thorough compiler is done. */
export function compileFor(files: number): void {
  if (files < many) setFlagsFromString('--no-turbofan');
}
