/** What is shown of a launch that has failed. */
import { causeOfJob } from '../../core/launch/job/words';
import type { LauncherEnd } from '../../core/launch/launcher';
import { withServe } from '../../core/launch/log/events';
import type { LaunchView } from '../../core/launch/view';
import type { ApplicationState } from '../../core/ray/snapshot';
import { text, UserError } from '../../core/text/text';
import type { LaunchRecord } from '../../core/records/processRecord';
import type { LaunchFollow } from './follow';
import { problemOf } from './messages';
import { causeOfServe } from './serve';
import { described, idle } from './views';

interface Failed {
  readonly follow: LaunchFollow;
  readonly record: LaunchRecord;
  /** What Serve reports; nothing where that is unknown. */
  readonly serve: readonly ApplicationState[];
  readonly end: LauncherEnd;
  /** Names of the applications that run on. */
  readonly left: readonly string[];
  readonly checks: LaunchView['checks'];
}

/** Of a launcher that has ended: why, as far as its job, its log and Ray Serve tell. */
export function failedView({ follow, record, serve, end, left, checks }: Failed): LaunchView {
  const cause =
    (end.job === undefined ? undefined : causeOfJob(end.job)) ?? follow.rootCause() ?? causeOfServe(serve);
  const applications = withServe(follow.applications, serve).map(each =>
    each.name === cause?.application ? { ...each, phase: 'failed' as const } : each,
  );
  const { logFile } = record;
  const jobId = record.kind === 'job' ? { jobId: record.job.submissionId } : {};
  const problem = problemOf({ ran: follow.allStarted, cause, end, logFile, ...jobId });
  const shown = described(record, end.job?.status);
  return { ...idle, ...shown, checks, state: 'failed', applications, left, problem };
}

/** After a stop that failed, where the launcher has ended. @param left names of the applications that run on */
export function notStoppedView(before: LaunchView, left: readonly string[], error: unknown): LaunchView {
  const what = error instanceof UserError ? error.what : text('The stop of the server was interrupted.');
  const remedy = error instanceof UserError ? error.remedy : undefined;
  const problem = { what, ...(remedy === undefined ? {} : { remedy }) };
  return { ...before, state: 'failed', problem, left };
}
