/** The last lines of a log, for a report. */
import type { LogLine } from '../view';

/** As many as a report holds. */
const most = 50;

export class LogTail {
  #lines: readonly string[] = [];

  get lines(): readonly string[] {
    return this.#lines;
  }

  add(lines: readonly LogLine[]): void {
    this.#lines = [...this.#lines, ...lines.slice(-most).map(({ text }) => text)].slice(-most);
  }

  clear(): void {
    this.#lines = [];
  }
}
