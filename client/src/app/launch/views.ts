/** What is shown of a launch before anything is known of it, and by its record alone. */
import type { LaunchView } from '../../core/launch/view';
import type { LauncherRecord } from '../../core/records/processRecord';

export const idle: LaunchView = { state: 'stopped', checks: [], applications: [], left: [] };

/** What the record of a launch says about it. */
export function described({ launch, logFile, argv, createdAt }: LauncherRecord): Partial<LaunchView> {
  return {
    logFile,
    argv,
    startedAt: createdAt,
    ...(launch.configFile === '' ? {} : { configFile: launch.configFile, endpoint: launch.endpoint }),
  };
}
