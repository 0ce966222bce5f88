/**
 * Programs of Ray by their argv, and in which order those of a node or of a launcher are ended. Which processes belong
 * to a record is the keeper's to say (client/keeper/membership.py).
 */
import type { ProcessInfo, StopPhase } from './keeper';

/** The raylet: while it lives, the node does. */
export function isRaylet({ argv }: Pick<ProcessInfo, 'argv'>): boolean {
  return program(argv) === 'raylet';
}

/** `ip:port` of the GCS, from the flag that raylet, log monitor and dashboard are started with (ray 2.60). */
export function gcsAddressOf(argv: readonly string[]): string | undefined {
  return flag(argv, '--gcs-address');
}

/** Folder of Ray's session, with its logs, as gcs_server and log monitor get it (ray 2.60). */
export function sessionFolderOf(argv: readonly string[]): string | undefined {
  return flag(argv, '--session-dir');
}

/** The raylet has the address inside the command for its workers, which is one word of its argv. */
function flag(argv: readonly string[], name: string): string | undefined {
  const start = `${name}=`;
  const words = argv.flatMap(word => word.split(' '));
  return words.find(word => word.startsWith(start))?.slice(start.length);
}

function program(argv: readonly string[]): string | undefined {
  return argv[0]?.slice(argv[0].lastIndexOf('/') + 1);
}

/**
 * The order in which Ray itself ends a node (ray 2.60, scripts/scripts.py `stop`): the raylet, which ends its workers;
 * then all others; the GCS last, since the others report to it. A `ray start` that is still at work comes before all,
 * or it would start more.
 */
export const nodeStopPhases: readonly StopPhase[] = [
  { match: 'leader', signal: 'SIGTERM', graceMs: 2_000 },
  { match: 'raylet', signal: 'SIGTERM', graceMs: 15_000 },
  { match: 'others', signal: 'SIGTERM', graceMs: 8_000 },
  { match: 'all', signal: 'SIGTERM', graceMs: 8_000 },
];

/**
 * SIGTERM to exactly the launcher, which then shuts Ray Serve down; after that whatever is left: a launcher that hangs,
 * and children that it did not end.
 */
export const launcherStopPhases: readonly StopPhase[] = [
  { match: 'leader', signal: 'SIGTERM', graceMs: 90_000 },
  { match: 'all', signal: 'SIGKILL', graceMs: 0 },
];

/** Such as `raylet (pid 123)`, for messages. */
export function describeProcess({ pid, argv }: Pick<ProcessInfo, 'pid' | 'argv'>): string {
  return `${program(argv) ?? '?'} (pid ${pid})`;
}
