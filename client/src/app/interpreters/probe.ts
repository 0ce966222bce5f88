/** Asks a Python what is installed for it. */
import { lastLine } from '../../core/format/strings';
import { reasonOf } from '../../core/machine/cannotStart';
import type { Command } from '../../core/machine/command';
import type { Keeper } from '../../core/machine/keeper';
import {
  decodeProbe,
  probeArguments,
  type ProbeAnswer,
  type ProbeQuestion,
} from '../../core/machine/interpreterProbe';
import { text, type Text } from '../../core/text/text';

/** Why the probe gave no answer. */
export interface ProbeFailure {
  readonly failure: Text;
}

export interface ProbeOptions {
  readonly signal: AbortSignal;
  /** Default 60 s: a cold network disk is slow. */
  readonly timeoutMs?: number;
}

/**
 * Runs the probe.
 *
 * @param interpreter its path, its own options, and the environment and folder that it is asked in. Throws on abort only.
 */
export async function probe(
  keeper: Pick<Keeper, 'run'>,
  interpreter: Command,
  question: ProbeQuestion,
  { signal, timeoutMs = 60_000 }: ProbeOptions,
): Promise<ProbeAnswer | ProbeFailure> {
  try {
    const exit = await keeper.run(
      { ...interpreter, argv: [...interpreter.argv, ...probeArguments(question)] },
      { signal, timeoutMs, maxOutputBytes: 100_000 },
    );
    if (exit.code === 0) return decodeProbe(exit.stdout) ?? { failure: text('{0}', lastLine(exit.stdout)) };
    const failure = lastLine(exit.stderr);
    return {
      failure: failure === '' ? text('exit code {0}', exit.code ?? exit.signal ?? '?') : text('{0}', failure),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { failure: reasonOf(error) };
  }
}
