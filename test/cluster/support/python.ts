/** The interpreter with Ray and twinkle-kit that the tests of this folder run. */
import { existsSync } from 'node:fs';

/** Path of the interpreter; throws with the way to have one. */
export function testPython(): string {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined || !existsSync(python)) {
    throw new Error(
      'Set TWINKLE_TEST_PYTHON to a Python that has ray and twinkle-kit, or run "npm test -- --only cluster", which makes one.',
    );
  }
  return python;
}
