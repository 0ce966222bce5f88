/** What the editor finds in the file, which is asked first: it is known at once, while other checks take seconds. */
import { findingsCheck } from '../../core/launch/preflightChecks';
import { knownErrorsQuestion } from '../../core/launch/question';
import type { Findings, PreflightCheck } from '../../core/launch/view';
import { declined, type StopPorts } from './stop';

export interface FindingsPorts extends Pick<StopPorts, 'confirm'> {
  /** Findings of the editor for a configuration file (`twinkle/check`); undefined where unknown. */
  readonly findings: (configFile: string, signal: AbortSignal) => Promise<Findings | undefined>;
}

/**
 * Asks whether to launch a file that has errors. Gives the check that says what was found. Throws an AbortError where
 * the user declines, or the signal's reason.
 */
export async function askFindings(
  configFile: string,
  { findings, confirm }: FindingsPorts,
  signal: AbortSignal,
): Promise<PreflightCheck> {
  const found = await findings(configFile, signal);
  signal.throwIfAborted();
  const check = findingsCheck(found);
  if (found !== undefined && check.outcome === 'warning') {
    if (!(await confirm(knownErrorsQuestion(configFile, found), signal))) throw declined();
    signal.throwIfAborted();
  }
  return check;
}
