import type * as vscode from 'vscode';
import { redact } from '../../core/secrets/redact';
import { logged } from '../../core/text/logged';

/**
 * Writes an error into the extension's log. Logs are in English, whatever the display language, so that they can be
 * searched for and sent on. An expected error is a warning in words; only what nobody expected has a stack trace.
 */
export function logError(channel: Pick<vscode.LogOutputChannel, 'warn' | 'error'>, error: unknown): void {
  const { level, lines } = logged(error);
  for (const line of lines) channel[level](redact(line));
}
