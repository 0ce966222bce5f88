/** What is shown of a launch before anything is known of it, and by its record alone. */
import type { LaunchView } from '../../core/launch/view';
import type { JobStatus } from '../../core/ray/jobs';
import type { LaunchRecord } from '../../core/records/processRecord';

export const idle: LaunchView = { state: 'stopped', checks: [], applications: [], left: [] };

/** What the record of a launch says about it. @param status of a job, as far as Ray has reported it */
export function described(record: LaunchRecord, status: JobStatus | undefined): Partial<LaunchView> {
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
