/** Which of the logs are meant, and in what order they are offered. */
import type { LogFile, LogKind } from './logFile';

/** What a row of the tree is about. */
export interface LogSubject {
  readonly application?: string;
  readonly replica?: string;
  /** Process of the replica. */
  readonly pid?: number;
  readonly node?: string;
}

const order: readonly LogKind[] = ['launcher', 'replica', 'output', 'serve', 'ray', 'start', 'core'];

/** The logs of a subject; of everything where there is none. What people look for first stands first. */
export function logsOf(files: readonly LogFile[], subject: LogSubject = {}): readonly LogFile[] {
  return files
    .filter(file => isOf(file, subject))
    .toSorted(
      (one, other) =>
        order.indexOf(one.kind) - order.indexOf(other.kind) ||
        byText(one.nodes.join(), other.nodes.join()) ||
        byText(one.application ?? '~', other.application ?? '~') ||
        byText(one.name, other.name),
    );
}

function isOf(file: LogFile, { application, replica, pid, node }: LogSubject): boolean {
  // What the launcher writes is of every application; the view then shows the lines of the one that is meant.
  if (application !== undefined && file.kind === 'launcher' && replica === undefined) return true;
  if (application !== undefined && file.application !== application) return false;
  if (replica !== undefined && file.replica !== replica && (pid === undefined || file.pid !== pid))
    return false;
  return node === undefined || (file.nodes.includes(node) && file.kind !== 'launcher');
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
