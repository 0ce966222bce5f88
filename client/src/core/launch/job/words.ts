/** What Ray reports about the job of a launch, in words. */
import { lastException } from '../log/exception';
import type { RootCause } from '../view';
import type { JobInfo, JobStatus } from '../../ray/jobs';
import { text, type Text } from '../../text/text';

/** In one sentence. @param id of the job, as Ray's dashboard has it */
export function jobSentence(id: string, status: JobStatus): Text {
  switch (status) {
    case 'PENDING':
      return text('The Ray Job {0} has not started yet: Ray prepares its environment.', id);
    case 'RUNNING':
      return text('The Ray Job {0} is running.', id);
    case 'STOPPED':
      return text('The Ray Job {0} was stopped.', id);
    case 'SUCCEEDED':
      return text('The Ray Job {0} has ended without an error.', id);
    case 'FAILED':
      return text('The Ray Job {0} failed.', id);
  }
}

/**
 * Why it failed, where that is no matter of its driver: then the log has no cause, or one that was overcome. Undefined
 * where the driver has ended by itself, which its log explains.
 */
export function causeOfJob({ status, errorType, message }: JobInfo): RootCause | undefined {
  if (status !== 'FAILED' || errorType === 'JOB_ENTRYPOINT_COMMAND_ERROR' || message === undefined)
    return undefined;
  const lines = message.split('\n');
  const found = lastException(lines)?.message ?? lines.find(line => line.trim() !== '')?.trim();
  return found === undefined ? undefined : { message: found, raw: message };
}
