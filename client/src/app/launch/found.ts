/** What is asked of a launcher that was found by its record. That of a job is in Ray, which may be busy or gone. */
import type { Launcher, LauncherEnd } from '../../core/launch/launcher';
import type { ApplicationState } from '../../core/ray/snapshot';
import type { LaunchRecord } from '../../core/records/processRecord';
import { askMs } from './askServe';
import type { LaunchFollow } from './follow';

/** The launcher that a session follows. */
export interface Current {
  readonly record: LaunchRecord;
  readonly follow: LaunchFollow;
  /** What Serve said last that runs of this launch: of a full disk, or a busy machine, it knows more than the log. */
  serve: readonly ApplicationState[];
  /** Begun by another window, or by this one before it was reloaded; set once it is known how far it is. */
  isFound: boolean;
}

/** Reads its log so far. Without the log of a job, what Serve reports is shown all the same. Throws for that of a process. */
export async function readFound({ record, follow }: Current, signal: AbortSignal): Promise<void> {
  if (record.kind !== 'job') return follow.drain(signal);
  await follow.drain(AbortSignal.any([signal, AbortSignal.timeout(askMs)])).catch(() => {
    signal.throwIfAborted();
  });
}

/** How it has ended. Only Ray still knows it, of a job. Never rejects. */
export async function endOfFound(
  record: LaunchRecord,
  launcher: Launcher,
  signal: AbortSignal,
): Promise<LauncherEnd> {
  if (record.kind !== 'job') return { gone: true };
  const either = AbortSignal.any([signal, AbortSignal.timeout(askMs)]);
  return launcher.ended(record, either).catch(() => ({ gone: true }));
}
