/** The extension's own log and the channel that the followed server log goes to. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import type { LogLine } from '../../core/launch/view';
import { redact } from '../../core/secrets/redact';
import { logged } from '../../core/text/logged';

/** No secret leaves here: what programs write, and what is reported of their failure, may hold one. */
export class OutputLog implements Disposable {
  readonly #own = vscode.window.createOutputChannel('Twinkle', { log: true });
  // Colored by VS Code's grammar for logs, which knows Ray's and Python's level words.
  readonly #server = vscode.window.createOutputChannel('Twinkle Server Log', 'log');
  #hasServerLines = false;

  /** False where the channel would open blank. */
  get hasServerLines(): boolean {
    return this.#hasServerLines;
  }

  get channel(): vscode.LogOutputChannel {
    return this.#own;
  }

  info(message: string): void {
    this.#own.info(redact(message));
  }

  /**
   * Logs are in English, whatever the display language, so that they can be searched for and sent on. An expected error
   * is a warning in words; only what nobody expected has a stack trace.
   */
  error(error: unknown): void {
    const { level, lines } = logged(error);
    for (const line of lines) this.#own[level](redact(line));
  }

  show(): void {
    this.#own.show(true);
  }

  appendServerLines(lines: readonly LogLine[]): void {
    if (lines.length === 0) return;
    this.#hasServerLines = true;
    this.#server.append(lines.map(line => `${redact(line.text)}\n`).join(''));
  }

  clearServerLog(): void {
    this.#hasServerLines = false;
    this.#server.clear();
  }

  /** @param preserveFocus false when a person asked for the log by a key. */
  showServerLog(preserveFocus: boolean): void {
    this.#server.show(preserveFocus);
  }

  dispose(): void {
    this.#server.dispose();
    this.#own.dispose();
  }
}
