/** What is asked of a launcher that was found by its record. That of a job is in Ray, which may be busy or gone. */
import type { Launcher, LauncherEnd } from '../../core/launch/launcher';
import type { LaunchRecord } from '../../core/records/processRecord';
import type { LaunchFollow } from './follow';

/** Milliseconds for the answer of Ray. */
const askMs = 15_000;

interface Found {
  readonly record: LaunchRecord;
  readonly follow: LaunchFollow;
}

/** Reads its log so far. Without the log of a job, what Serve reports is shown all the same. Throws for that of a process. */
export async function readFound({ record, follow }: Found, signal: AbortSignal): Promise<void> {
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
