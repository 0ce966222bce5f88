/** What a view shows of a recorded launch. */
import type { LaunchView } from '../../core/launch/view';
import type { JobStatus } from '../../core/ray/jobs';
import type { ApplicationState } from '../../core/ray/snapshot';
import type { LaunchRecord } from '../../core/records/processRecord';

/** Applications of a launch that Serve still has; none where that is unknown. */
export function leftOf({ launch }: LaunchRecord, serve: readonly ApplicationState[] = []): readonly string[] {
  return serve.map(({ name }) => name).filter(name => launch.applications.includes(name));
}

/** What the record of a launch says about it. @param status of a job, as far as Ray has reported it */
export function describe(record: LaunchRecord, status: JobStatus | undefined): Partial<LaunchView> {
  const { launch, logFile, argv, createdAt } = record;
  return {
    logFile,
    argv,
    startedAt: createdAt,
    ...(record.kind === 'job' && status !== undefined
      ? { job: { id: record.job.submissionId, status } }
      : {}),
    ...(launch.configFile === '' ? {} : { configFile: launch.configFile, endpoint: launch.endpoint }),
  };
}
