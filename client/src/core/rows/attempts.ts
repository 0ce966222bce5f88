/** Where an application of a launch is, and how often it was tried before. */
import type { ApplicationPhase, ApplicationProgress } from '../launch/view';
import { counted } from '../text/counted';
import { text, type Text } from '../text/text';

/** Where an application of a launch is. */
export function phaseText(phase: ApplicationPhase): Text {
  switch (phase) {
    case 'waiting':
      return text('waiting for its turn');
    case 'scheduling':
      return text('waiting for its replica to start');
    case 'opening':
      return text('waiting until its replica answers');
    case 'placing':
      return text('waiting for its placement groups');
    case 'loading':
      return text('loading the model');
    case 'running':
      return text('running');
    case 'failed':
      return text('failed');
  }
}

/** Which attempt is under way; undefined for the first one, and where nothing is tried any more. */
export function attemptText({ phase, failedReplicas = [], replicas }: ApplicationProgress): Text | undefined {
  const failed = failedReplicas.length;
  if (failed === 0 || phase === 'running' || phase === 'failed') return undefined;
  // Of several replicas, the same one may have failed twice, or two of them once.
  if (replicas !== undefined && replicas > 1)
    return counted(failed, text('after 1 failed start'), text('after {0} failed starts', failed));
  return text('attempt {0}', failed + 1);
}

/** The phase in a line of its own, with the attempt before it and the cause of the last failure behind it. */
export function progressText(progress: ApplicationProgress): Text {
  const phase = phaseText(progress.phase);
  const attempt = attemptText(progress);
  if (attempt === undefined) return phase;
  return progress.failure === undefined
    ? text('{0}, now {1}', attempt, phase)
    : text('{0}, now {1}, after {2}', attempt, phase, progress.failure);
}
