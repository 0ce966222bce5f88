/** The program of a test request, as it is sent over the standard input of a Python. */
import program from '../../../testRequest/program.py';
import { stepSeconds } from '../../core/testRequest/steps';
import type { TestTarget } from '../../core/testRequest/target';
import type { Command } from '../../core/machine/command';

/**
 * The key of the request. A server takes any (twinkle/server/utils/validation.py, twinkle-kit 0.5.1) and counts models
 * and runs by it, so that one of its own keeps those of a person apart. It is no secret.
 */
const token = 'twinkle-test-request';

/** Reads the program from its standard input: nothing of a user is on this command line. */
export function testCommand(python: string, env: Readonly<Record<string, string>>): Command {
  return {
    argv: [python, '-'],
    // A file of the folder must not stand in for a module; and the client sends no reports of its own use.
    env: { ...env, PYTHONSAFEPATH: '1', TINKER_TELEMETRY: '0' },
  };
}

/** @param base the address without `/api/v1` */
export function testProgram(base: string, target: TestTarget): string {
  const asked = { base, token, ...target, seconds: stepSeconds };
  // A string of a string: JSON itself has other words for true and null than Python.
  return `${program}\n\nmain(json.loads(${JSON.stringify(JSON.stringify(asked))}))\n`;
}
