/** Errors as messages: what happened, why, and a button with the command that fixes it. Cancellation is silent. */
import * as vscode from 'vscode';
import { redact } from '../../core/secrets/redact';
import { UserError } from '../../core/text/text';
import { render } from './l10n';
import type { OutputLog } from './outputLog';
import { showMessage } from './shown';

/** Titles of the buttons that a message may offer; one that is not here shows its id. */
const buttonTitle: Readonly<Record<string, () => string>> = {
  'twinkle.selectPython': () => vscode.l10n.t('Select Interpreter'),
  'twinkle.startCluster': () => vscode.l10n.t('Start Ray Cluster'),
  'twinkle.stopCluster': () => vscode.l10n.t('Stop Ray Cluster'),
  'twinkle.launchServer': () => vscode.l10n.t('Launch Server'),
  'twinkle.startAndLaunch': () => vscode.l10n.t('Start and Launch'),
  'twinkle.stopServer': () => vscode.l10n.t('Stop Server'),
  'twinkle.showLog': () => vscode.l10n.t('Show Server Log'),
  'twinkle.newServerConfig': () => vscode.l10n.t('New Server Configuration'),
  'twinkle.createClusterFile': () => vscode.l10n.t('Create Cluster File'),
  'twinkle.openClusterFile': () => vscode.l10n.t('Open Cluster File'),
  'twinkle.refresh': () => vscode.l10n.t('Refresh'),
  'twinkle.setRayToken': () => vscode.l10n.t('Set Ray Token'),
  'workbench.action.files.openFolder': () => vscode.l10n.t('Open Folder'),
  'workbench.trust.manage': () => vscode.l10n.t('Manage Workspace Trust'),
  'workbench.actions.view.problems': () => vscode.l10n.t('Show Problems'),
};

/** Every message offers it. */
const showOwnLogCommand = 'twinkle.showOutput';

/** True for what a cancelled wait throws. */
export function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}

/** Shows an error and waits for the chosen button's command. Never throws. */
export async function showError(error: unknown, log: OutputLog): Promise<void> {
  if (isCancellation(error)) return;
  log.error(error);
  const showOwnLog = vscode.l10n.t('Show Extension Log');
  if (!(error instanceof UserError)) {
    const reason = redact(error instanceof Error ? error.message : String(error));
    const chosen = await showMessage(
      'error',
      vscode.l10n.t('Unexpected error in Twinkle: {0}', reason),
      showOwnLog,
    );
    if (chosen !== undefined) log.show();
    return;
  }
  const words = [error.what, error.remedy].filter(part => part !== undefined).map(render);
  const fix =
    error.command === undefined || error.command === showOwnLogCommand
      ? undefined
      : (buttonTitle[error.command]?.() ?? error.command);
  const chosen = await showMessage('error', words.join(' '), ...(fix ? [fix] : []), showOwnLog);
  if (chosen === showOwnLog) log.show();
  else if (chosen !== undefined && error.command !== undefined) {
    await vscode.commands.executeCommand(error.command);
  }
}

/** Wraps the handler of a command: whatever it throws becomes a message. */
export function guarded<A extends unknown[]>(
  log: OutputLog,
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
