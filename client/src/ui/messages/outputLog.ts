/** The extension's own log and the channel that the followed server log goes to. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import type { LogLine } from '../../core/launch/view';
import { redact } from '../../core/secrets/redact';
import { LogChannel } from './logChannel';
import { logError } from './logError';

/** No secret leaves here: what programs write, and what is reported of their failure, may hold one. */
export class OutputLog implements Disposable {
  readonly #own = vscode.window.createOutputChannel('Twinkle', { log: true });
  /** What the launcher of the server writes. */
  readonly server = new LogChannel('Twinkle Server Log');

  /** False where the channel would open blank. */
  get hasServerLines(): boolean {
    return !this.server.isEmpty;
  }

  get channel(): vscode.LogOutputChannel {
    return this.#own;
  }

  info(message: string): void {
    this.#own.info(redact(message));
  }

  error(error: unknown): void {
    logError(this.#own, error);
  }

  show(): void {
    this.#own.show(true);
  }

  appendServerLines(lines: readonly LogLine[]): void {
    this.server.append(lines);
  }

  clearServerLog(): void {
    this.server.clear();
  }

  /** @param preserveFocus false when a person asked for the log by a key. */
  showServerLog(preserveFocus: boolean): void {
    this.server.show(preserveFocus);
  }

  dispose(): void {
    this.server.dispose();
    this.#own.dispose();
  }
}
