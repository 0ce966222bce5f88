/** Errors as messages: what happened, why, and buttons for what fixes it. Cancellation is silent. */
import * as vscode from 'vscode';
import { redact } from '../../core/secrets/redact';
import { sentences } from '../../core/text/sentences';
import { UserError } from '../../core/text/text';
import { buttonOf, type Button } from './buttons';
import { render } from './l10n';
import type { OutputLog } from './outputLog';
import { showMessage } from './shown';

/** True for what a cancelled wait throws. */
export function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}

/** Buttons that a message has room for: VS Code cuts the words of more. */
const mostButtons = 3;

/** Shows an error with what fixes it, the log last if there is room, and waits for what is chosen. Never throws. */
export async function showError(error: unknown, log: Pick<OutputLog, 'error'>): Promise<void> {
  if (isCancellation(error)) return;
  log.error(error);
  const showLog: Button = {
    title: vscode.l10n.t('Show Extension Log'),
    command: 'twinkle.showOutput',
    arguments: [],
  };
  const buttons = error instanceof UserError ? error.actions.map(buttonOf) : [];
  const shown = [...buttons, showLog].slice(0, Math.max(mostButtons, buttons.length));
  const all = new Map(shown.map(each => [each.title, each]));
  const chosen = all.get((await showMessage('error', wordsOf(error), ...all.keys())) ?? '');
  if (chosen === undefined) return;
  try {
    await vscode.commands.executeCommand(chosen.command, ...chosen.arguments);
  } catch (failed) {
    // Our own commands show their errors themselves.
    if (!isCancellation(failed)) log.error(failed);
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof UserError)
    return sentences([error.what, error.remedy].filter(part => part !== undefined).map(render));
  const reason = redact(error instanceof Error ? error.message : String(error));
  return vscode.l10n.t('Unexpected error in Twinkle: {0}', reason);
}

/** Wraps the handler of a command: whatever it throws becomes a message. */
export function guarded<A extends unknown[]>(
  log: Pick<OutputLog, 'error'>,
  handler: (...args: A) => Promise<void> | void,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await handler(...args);
    } catch (error) {
      // Not awaited: a message stays until somebody closes it, and the command is over.
      void showError(error, log);
    }
  };
}
