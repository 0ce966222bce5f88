/** Sends a test request: runs a client of the server on the head's machine, and follows its steps. */
import type { Keeper } from '../../core/machine/keeper';
import type { Asked } from '../../core/testRequest/remedy';
import { resultOf, type StepResult } from '../../core/testRequest/result';
import { decodeEvents, stepIds, stepSeconds, type StepEvent } from '../../core/testRequest/steps';
import type { TestTarget } from '../../core/testRequest/target';
import { testCommand, testProgram } from './program';

export interface TestRequest {
  readonly target: TestTarget;
  /** The address of the server without `/api/v1`. */
  readonly base: string;
  /** The interpreter that runs the server. */
  readonly python: Asked['python'];
  /** Environment of the cluster file and of the head node. */
  readonly env: Readonly<Record<string, string>>;
}

/** Milliseconds beside those of the steps: for the start and the end of the program. */
const marginMs = 30_000;

/**
 * Resolves with all steps, whatever came of them. Throws a UserError where the program cannot be run, and the signal's
 * reason on abort: the program then removes its model, for which it has a moment.
 */
export async function sendTestRequest(
  { target, base, python, env }: TestRequest,
  keeper: Pick<Keeper, 'run'>,
  onStep: (event: StepEvent) => void,
  signal: AbortSignal,
): Promise<readonly StepResult[]> {
  const limit = stepIds.reduce((sum, step) => sum + stepSeconds[step], 0) * 1000 + marginMs;
  let pending = '';
  const exit = await keeper.run(testCommand(python, env), {
    signal,
    timeoutMs: limit,
    stdin: testProgram(base, target),
    onOutput: chunk => {
      pending += chunk;
      const end = pending.lastIndexOf('\n') + 1;
      for (const event of decodeEvents(pending.slice(0, end))) onStep(event);
      pending = pending.slice(end);
    },
  });
  return resultOf(target, exit);
}
