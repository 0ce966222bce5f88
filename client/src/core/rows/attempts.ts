/** Where an application of a launch is, and how often it was tried before. */
import type { ApplicationProgress } from '../launch/view';
import { counted } from '../text/counted';
import { text, type Text } from '../text/text';
import { resourcesText } from './amounts';

/** Where an application of a launch is, with what it waits for. */
export function phaseText({ phase, waitsFor }: ApplicationProgress): Text {
  const [first] = waitsFor?.asks ?? [];
  switch (phase) {
    case 'waiting':
      return text('waiting for its turn');
    case 'scheduling':
      return first === undefined
        ? text('waiting for its replica to start')
        : text('waiting for a node with {0} for its replica', resourcesText(first));
    case 'opening':
      return text('waiting until its replica answers');
    case 'placing': {
      // A log alone does not tell whether a replica waits or works, and not every application has a placement group.
      if (waitsFor === undefined || first === undefined) return text('starting its replica');
      const count = waitsFor.asks.length;
      const amount = resourcesText(first);
      return counted(
        count,
        text('waiting for its placement group of {0}', amount),
        text('waiting for {0} placement groups, one of {1}', count, amount),
      );
    }
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

/** Why an application of a server that runs is started again; none where no replica of it has ended. */
export function crashTexts({
  failedReplicas = [],
  crashedReplicas = [],
}: ApplicationProgress): readonly Text[] {
  if (crashedReplicas.length === 0) return [];
  return [
    text('attempt {0}', failedReplicas.length + crashedReplicas.length + 1),
    text('after the process of its replica ended unexpectedly'),
  ];
}

/** The phase in a line of its own, with the attempt before it and the cause of the last failure behind it. */
export function progressText(progress: ApplicationProgress): Text {
  const phase = phaseText(progress);
  const attempt = attemptText(progress);
  if (attempt === undefined) return phase;
  return progress.failure === undefined
    ? text('{0}, now {1}', attempt, phase)
    : text('{0}, now {1}, after {2}', attempt, phase, progress.failure);
}
