/**
 * The launcher's log as lines for people: without colors, without the copies that Ray makes.
 *
 * Ray runs one log monitor per raylet, and several raylets of one machine read one session folder: each line of a
 * worker then reaches the launcher once per raylet (seen with ray 2.60, _private/log_monitor.py). Ray's own
 * deduplication folds lines of different workers and marks the rest `[repeated Nx across cluster]`
 * (ray 2.60, _private/ray_logging/__init__.py); these copies it does not fold, for they have one source.
 */
import type { LogLine } from '../view';
import { asShown } from './terminal';

/** Takes colors and other escape sequences out of a line, and the carriage return at its end. */
export function stripAnsi(line: string): string {
  return line
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g, '')
    .replace(/(?<!\r)\r+$/, '');
}

/** What Ray puts before a line of another process: `(Name pid=N)`, `(Name pid=N, ip=A)` or `(raylet)`. */
const workerPrefix =
  /^\((?:(?<name>[^()]{1,200}?) pid=(?<pid>\d+)(?:, ip=(?<ip>[^)]+))?|raylet(?:, ip=[^)]+)?)\) /;

/** The name, pid and text of a line that another process wrote; undefined for the launcher's own lines. */
export function workerLine(
  line: string,
): { readonly name: string; readonly pid?: number; readonly text: string } | undefined {
  const match = workerPrefix.exec(line);
  if (match === null) return undefined;
  const pid = match.groups?.['pid'];
  return {
    name: match.groups?.['name'] ?? 'raylet',
    text: line.slice(match[0].length),
    ...(pid === undefined ? {} : { pid: Number(pid) }),
  };
}

const repeatedSuffix = / \[repeated \d+x across cluster\](?: \(Ray deduplicates logs by default\.[^[]*\))?$/;

export interface FoldOptions {
  /** Copies of each worker line: the raylets on the launcher's machine. Unknown: every repetition counts as a copy. */
  readonly copies?: number;
  /** Lines that are remembered. */
  readonly window?: number;
  /** Longer lines are cut in what is shown. */
  readonly maxLength?: number;
}

/** Folds a stream of lines; keeps at most `window` of them in mind. */
export class LineFolder {
  readonly #seen = new Map<string, number>();
  readonly #copies: number;
  readonly #window: number;
  readonly #maxLength: number;

  constructor(options: FoldOptions = {}) {
    this.#copies = options.copies ?? Number.POSITIVE_INFINITY;
    this.#window = options.window ?? 1_000;
    this.#maxLength = options.maxLength ?? 2_000;
  }

  fold(lines: readonly string[]): LogLine[] {
    return lines.flatMap(line => {
      const bare = asShown(line);
      return this.#isCopy(bare) ? [] : [{ text: this.#cut(bare.replace(repeatedSuffix, '')) }];
    });
  }

  #isCopy(line: string): boolean {
    if (workerLine(line) === undefined) return false;
    const shared = line.replace(repeatedSuffix, '');
    if (shared !== line) {
      // Ray shows the last of the repeated lines, with another worker's pid: known if that text was shown by any.
      const anyPid = withoutPid(shared);
      if (this.#seen.has(anyPid)) return true;
      this.#remember(anyPid, 1);
      return false;
    }
    const count = this.#seen.get(line) ?? 0;
    this.#remember(line, count + 1);
    this.#remember(withoutPid(line), 1);
    return Number.isFinite(this.#copies) ? count % this.#copies !== 0 : count > 0;
  }

  #remember(line: string, count: number): void {
    this.#seen.delete(line);
    this.#seen.set(line, count);
    // Two entries a line: the line itself and its text without the pid.
    if (this.#seen.size <= 2 * this.#window) return;
    const oldest = this.#seen.keys().next();
    if (oldest.done !== true) this.#seen.delete(oldest.value);
  }

  #cut(line: string): string {
    if (line.length <= this.#maxLength) return line;
    return `${line.slice(0, this.#maxLength)}…`;
  }
}

/** A key that no line can be: it begins with a line feed. */
function withoutPid(line: string): string {
  return `\n${line.replace(/ pid=\d+/, '')}`;
}
