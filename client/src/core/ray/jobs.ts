/** Ray Jobs: the port to them, and what their answers mean (ray 2.60, dashboard/modules/job/job_head.py, common.py). */
import { asObject, asString, present } from '../format/json';

/** `PENDING` until its driver runs; the last three are for good. */
export const jobStatuses = ['PENDING', 'RUNNING', 'STOPPED', 'SUCCEEDED', 'FAILED'] as const;
export type JobStatus = (typeof jobStatuses)[number];

export interface JobInfo {
  readonly status: JobStatus;
  /** Why it is so, in Ray's words; of a failed driver, the end of its log. */
  readonly message?: string;
  /** Such as `RUNTIME_ENV_SETUP_FAILURE`. */
  readonly errorType?: string;
  /** Of the driver: -9 where SIGKILL ended it. */
  readonly exitCode?: number;
}

export interface JobSubmission {
  /** Chosen by whoever submits it: Ray refuses one that it knows. */
  readonly id: string;
  /** A line for a shell. */
  readonly entrypoint: string;
  readonly runtimeEnv: Readonly<Record<string, unknown>>;
}

/** How the stream of a log ended: the code of its WebSocket. */
export interface TailEnd {
  readonly code: number;
}

/**
 * Each request throws a DashboardError, or the signal's reason when it was aborted. An id that Ray does not know is no
 * error.
 */
export interface Jobs {
  /** Whether Ray has this package; it then keeps it for some minutes, until a job needs it. */
  hasPackage(name: string, signal: AbortSignal): Promise<boolean>;
  uploadPackage(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  submitJob(job: JobSubmission, signal: AbortSignal): Promise<void>;
  /** As Ray answers it, for {@link decodeJob}; undefined where it does not know the job. */
  job(id: string, signal: AbortSignal): Promise<unknown>;
  /** Asks Ray to end it. Ray answers before it has. */
  stopJob(id: string, signal: AbortSignal): Promise<void>;
  /** The log of a job as it is now, as {@link tailJob} gives it, up to a bound. */
  jobLog(id: string, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * The log of a job from its beginning, and what is added, until Ray closes the stream. More is read only when `onBytes`
   * has resolved; what it throws is thrown here.
   */
  tailJob(
    id: string,
    onBytes: (bytes: Uint8Array) => Promise<void> | void,
    signal: AbortSignal,
  ): Promise<TailEnd>;
}

/** Undefined where the format of the answer is unknown. */
export function decodeJob(answer: unknown): JobInfo | undefined {
  const job = asObject(answer);
  const status = jobStatuses.find(each => each === job?.['status']);
  if (job === undefined || status === undefined) return undefined;
  const code = job['driver_exit_code'];
  return {
    status,
    ...present({
      message: asString(job['message']),
      errorType: asString(job['error_type']),
      exitCode: typeof code === 'number' ? code : undefined,
    }),
  };
}

/** It runs, or will. */
export function isUnderWay(status: JobStatus): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}
