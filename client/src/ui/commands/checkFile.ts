import * as vscode from 'vscode';
import type { CheckedFinding } from '../../../../server/src/protocol';
import { text, UserError } from '../../core/text/text';
import { isServed } from '../files/documents';
import { uriOf } from '../files/given';
import { showAt } from '../files/showAt';
import type { CommandHandler } from '../services';
import { showMessage } from '../messages/shown';

/** Goes to the first problem of a file, in the text and in the list of problems, or says that there is none. */
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
  const first = firstOf(checked.findings);
  if (first === undefined) {
    await showAt(uri, undefined);
    // Not awaited: the message stays until somebody closes it.
    void showMessage('information', vscode.l10n.t('No problems in {0}.', name));
    return;
  }
  // The list first: it follows the editor that is shown after it, and holds only problems of files that are open.
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await showAt(uri, first.range);
};

/** The worst; of those the one that comes first in the file. */
function firstOf(findings: readonly CheckedFinding[]): CheckedFinding | undefined {
  const order = ['error', 'warning', 'information', 'hint'];
  const rank = ({ severity }: CheckedFinding) => order.indexOf(severity);
  return findings.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character,
  )[0];
}
