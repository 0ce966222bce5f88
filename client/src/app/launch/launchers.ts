/** Both launchers as one: a record says which of them it is of, and the options of a launch which one starts it. */
import type {
  FoundLauncher,
  Launcher,
  LauncherEnd,
  LauncherLog,
  LauncherStart,
} from '../../core/launch/launcher';
import { defaultOptions, isJob } from '../../core/launch/options/options';
import type { Keeper } from '../../core/machine/keeper';
import type { Dashboard } from '../../core/ray/dashboard';
import type { JobStatus } from '../../core/ray/jobs';
import type { LaunchRecord } from '../../core/records/processRecord';
import type { Text } from '../../core/text/text';
import { JobLauncher } from './job/jobLauncher';
import { ProcessLauncher } from './processLauncher';

export class Launchers implements Launcher {
  readonly #process: ProcessLauncher;
  readonly #job: JobLauncher;

  /** @param dashboard opens the one of a cluster; whoever asks it disposes of it */
  constructor(keeper: Keeper, dashboard: (url: string) => Dashboard) {
    this.#process = new ProcessLauncher(keeper);
    this.#job = new JobLauncher(keeper, dashboard);
  }

  log(record: LaunchRecord): LauncherLog {
    return record.kind === 'job' ? this.#job.log(record) : this.#process.log();
  }

  start(start: LauncherStart, signal: AbortSignal): Promise<LaunchRecord> {
    const { way } = start.plan.options ?? defaultOptions;
    return (isJob(way) ? this.#job : this.#process).start(start, signal);
  }

  async find(clusterFile: string, signal: AbortSignal): Promise<FoundLauncher | undefined> {
    const process = await this.#process.find(clusterFile, signal);
    if (process?.lives === true) return process;
    return (await this.#job.find(clusterFile, signal)) ?? process;
  }

  adopt(found: FoundLauncher, signal: AbortSignal): Promise<LaunchRecord> {
    return (found.record.kind === 'job' ? this.#job : this.#process).adopt(found, signal);
  }

  ended(
    record: LaunchRecord,
    signal: AbortSignal,
    onStatus?: (status: JobStatus) => void,
  ): Promise<LauncherEnd> {
    return record.kind === 'job'
      ? this.#job.ended(record, signal, onStatus)
      : this.#process.ended(record, signal);
  }

  end(record: LaunchRecord, signal: AbortSignal): Promise<Text | undefined> {
    return record.kind === 'job' ? this.#job.end(record, signal) : this.#process.end(record, signal);
  }

  forget(record: LaunchRecord, signal: AbortSignal): Promise<void> {
    return record.kind === 'job' ? this.#job.forget(record, signal) : this.#process.forget(record, signal);
  }
}
