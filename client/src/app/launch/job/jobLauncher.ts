/** A launcher as a job of Ray: submitted over HTTP, recorded before that, and found again by the next window. */
import { never, poll, sleep } from '../../../core/async/wait';
import { jobArgv, jobPackage, jobSubmission, stopSeconds } from '../../../core/launch/job/plan';
import { jobSentence } from '../../../core/launch/job/words';
import type {
  FoundLauncher,
  Launcher,
  LauncherEnd,
  LauncherLog,
  LauncherStart,
} from '../../../core/launch/launcher';
import { sessionFolderOf } from '../../../core/logs/logFile';
import type { Keeper } from '../../../core/machine/keeper';
import { DashboardError, type Dashboard } from '../../../core/ray/dashboard';
import { decodeJob, isUnderWay, type JobInfo, type JobStatus } from '../../../core/ray/jobs';
import { newAttempt, ofKind, type JobRecord, type NodeRecord } from '../../../core/records/processRecord';
import type { Text } from '../../../core/text/text';
import { findHead } from '../head';
import { launcherId, writeIntent } from '../intent';
import { JobLog } from './jobLog';
import { packJob } from './package';

/** Milliseconds: between two looks at a job, and after the first of them; while it ends. */
const watchMs = 2_000;
const watchLongMs = 5_000;
const firstLooks = 30;
const endingMs = 500;
/** For its end, with a margin for Ray's own steps. */
const endMs = (stopSeconds + 30) * 1000;

export class JobLauncher implements Launcher {
  readonly #keeper: Keeper;
  readonly #open: (url: string) => Dashboard;

  constructor(keeper: Keeper, dashboard: (url: string) => Dashboard) {
    this.#keeper = keeper;
    this.#open = dashboard;
  }

  log(record: JobRecord): LauncherLog {
    const { dashboardUrl } = record.launch;
    return new JobLog(record, { keeper: this.#keeper, dashboard: () => this.#open(dashboardUrl) });
  }

  async start({ plan, head, launch }: LauncherStart, signal: AbortSignal): Promise<JobRecord> {
    const { machine, time } = await this.#keeper.facts({}, signal);
    const attempt = newAttempt();
    const id = `twinkle-${attempt}`;
    const folder = await this.#logsFolder(head, signal);
    const packed = await packJob(this.#keeper, plan.python, jobPackage(plan), signal);
    return this.#with(launch.dashboardUrl, async dashboard => {
      if (!(await dashboard.hasPackage(packed.name, signal)))
        await dashboard.uploadPackage(packed.name, packed.bytes, signal);
      signal.throwIfAborted();
      // Not to be aborted from here on: what is started must be known. Who does not want it any more stops it.
      const written = await writeIntent(this.#keeper, head, {
        kind: 'job',
        id: launcherId(head.clusterFile, machine),
        attempt,
        argv: jobArgv(plan),
        logFile: `${folder}job-driver-${id}.log`,
        createdAt: time,
        launch,
        job: { submissionId: id },
      });
      const intent = ofKind(written, 'job');
      await this.#submit(intent, dashboard, () =>
        dashboard.submitJob(jobSubmission(plan, id, packed.name), never),
      );
      return this.#started(intent, never);
    });
  }

  async find(clusterFile: string, signal: AbortSignal): Promise<FoundLauncher | undefined> {
    const { records } = await this.#keeper.survey({ clusterFile, kind: 'job' }, signal);
    const found = records.at(-1);
    if (found?.record.kind !== 'job') return undefined;
    const { record, owned } = found;
    return { record, owned, lives: await this.#lives(record, signal) };
  }

  async adopt({ record, lives }: FoundLauncher, signal: AbortSignal): Promise<JobRecord> {
    const job = ofKind(record, 'job');
    return job.stage === 'started' || !lives ? job : this.#started(job, signal);
  }

  async ended(
    record: JobRecord,
    signal: AbortSignal,
    onStatus: (status: JobStatus) => void = () => undefined,
  ): Promise<LauncherEnd> {
    return this.#with(record.launch.dashboardUrl, async dashboard => {
      let last: JobStatus | undefined;
      for (let looks = 0; ; looks += 1) {
        const info = await this.#info(record, dashboard, signal);
        if (info === 'unknown') return { gone: true };
        if (info !== undefined && info.status !== last) onStatus(info.status);
        last = info?.status;
        if (info !== undefined && !isUnderWay(info.status)) return { ...exitOf(info), job: info };
        await sleep(looks < firstLooks ? watchMs : watchLongMs, signal);
      }
    });
  }

  async end(record: JobRecord, signal: AbortSignal): Promise<Text | undefined> {
    const { submissionId } = record.job;
    return this.#with(record.launch.dashboardUrl, async dashboard => {
      const before = await this.#info(record, dashboard, signal);
      if (before === 'unknown' || (before !== undefined && !isUnderWay(before.status))) return undefined;
      await dashboard.stopJob(submissionId, signal);
      let last: JobStatus | undefined;
      const isEnded = await poll(
        async () => {
          // One answer that is late is no reason to stop waiting.
          const info = await this.#info(record, dashboard, signal).catch((error: unknown) => {
            if (error instanceof DashboardError) return undefined;
            throw error;
          });
          if (info === 'unknown') return true;
          last = info?.status ?? last;
          return info !== undefined && !isUnderWay(info.status) ? true : undefined;
        },
        { everyMs: endingMs, limitMs: endMs, signal },
      );
      return isEnded === true ? undefined : jobSentence(submissionId, last ?? 'RUNNING');
    });
  }

  async forget(record: JobRecord, signal: AbortSignal): Promise<void> {
    await this.#keeper.remove([record], signal);
  }

  async #with<T>(url: string, work: (dashboard: Dashboard) => Promise<T>): Promise<T> {
    const dashboard = this.#open(url);
    try {
      return await work(dashboard);
    } finally {
      dashboard.dispose();
    }
  }

  async #started(record: JobRecord, signal: AbortSignal): Promise<JobRecord> {
    return ofKind(await this.#keeper.write({ ...record, stage: 'started', lease: false }, signal), 'job');
  }

  /** Where Ray writes the logs of jobs; empty where the processes of the head do not tell. */
  async #logsFolder({ id }: NodeRecord, signal: AbortSignal): Promise<string> {
    const { records } = await this.#keeper.survey({ ids: [id] }, signal);
    const members = records.flatMap(each => each.members);
    const folder = members.map(({ argv }) => sessionFolderOf(argv)).find(each => each !== undefined);
    return folder === undefined ? '' : `${folder}/logs/`;
  }

  /** An answer that is lost proves nothing: then Ray is asked whether it has the job. */
  async #submit(record: JobRecord, dashboard: Dashboard, submit: () => Promise<void>): Promise<void> {
    try {
      await submit();
    } catch (error) {
      let known;
      try {
        known = await dashboard.job(record.job.submissionId, never);
      } catch {
        // The record stays, and the next look at it decides.
        throw error;
      }
      if (known !== undefined) return;
      await this.forget(record, never);
      throw error;
    }
  }

  /** True also where Ray does not say: what may run must not be launched a second time. */
  async #lives(record: JobRecord, signal: AbortSignal): Promise<boolean> {
    if (record.launch.dashboardUrl === '') return false;
    try {
      const info = await this.#with(record.launch.dashboardUrl, dashboard =>
        this.#info(record, dashboard, signal),
      );
      return info !== 'unknown' && (info === undefined || isUnderWay(info.status));
    } catch (error) {
      if (error instanceof DashboardError) return true;
      throw error;
    }
  }

  /**
   * What Ray reports: `unknown` where it does not know the job, or does not run any more; undefined where the format of
   * its answer is unknown. Throws a DashboardError where it runs, and cannot be asked.
   */
  async #info(
    { job, clusterFile }: JobRecord,
    dashboard: Dashboard,
    signal: AbortSignal,
  ): Promise<JobInfo | 'unknown' | undefined> {
    try {
      const answer = await dashboard.job(job.submissionId, signal);
      return answer === undefined ? 'unknown' : decodeJob(answer);
    } catch (error) {
      if (!(error instanceof DashboardError)) throw error;
      const head = await findHead(clusterFile, this.#keeper, signal);
      // A driver ends with its node.
      if (head?.lives !== true) return 'unknown';
      throw error;
    }
  }
}

/** As the end of a process: Ray has a negative code for a signal, as Python does. */
function exitOf({ exitCode }: JobInfo): Extract<LauncherEnd, { gone: false }> {
  const signal = exitCode !== undefined && exitCode < 0 ? signalName(-exitCode) : null;
  return { gone: false, code: signal === null ? (exitCode ?? null) : null, signal };
}

/** The signals that end a launcher in practice; of the others, their number. */
function signalName(number: number): string {
  const names = new Map([
    [2, 'SIGINT'],
    [6, 'SIGABRT'],
    [9, 'SIGKILL'],
    [11, 'SIGSEGV'],
    [15, 'SIGTERM'],
  ]);
  return names.get(number) ?? `signal ${number}`;
}
