import * as vscode from 'vscode';
import { text, UserError } from '../../core/text/text';
import { isServed } from '../files/documents';
import { uriOf } from '../files/given';
import type { CommandHandler } from '../services';
import { showMessage } from '../messages/shown';

/** Shows the problems of a file, or says that there are none. */
export const checkFile: CommandHandler = services => async given => {
  const uri =
    uriOf(given) ??
    services.clusterFiles.active(isServed) ??
    services.configFiles.active(isServed) ??
    (await services.configFiles.choose(vscode.l10n.t('Check File')));
  const name = vscode.workspace.asRelativePath(uri);
  const checked = await services.client.check(uri);
  if (checked === null)
    throw new UserError(text('{0} is not a server configuration that can be read.', name));
  // Only what is open is among the problems.
  await vscode.window.showTextDocument(uri, { preview: false });
  if (checked.findings.length > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  // Not awaited: the message stays until somebody closes it.
  else void showMessage('information', vscode.l10n.t('No problems in {0}.', name));
};
