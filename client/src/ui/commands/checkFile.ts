import * as vscode from 'vscode';
import type { CheckedFinding } from '../../../../server/src/protocol';
import { never, poll } from '../../core/async/wait';
import { text, UserError } from '../../core/text/text';
import { isServed } from '../files/documents';
import { uriOf } from '../files/given';
import { showAt } from '../files/showAt';
import type { CommandHandler, TextServices } from '../services';
import { showMessage } from '../messages/shown';

/** Goes to the first problem of a file, in the text and in the list of problems, or says that there is none. */
export const checkFile: CommandHandler<TextServices> = services => async given => {
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
  // The list first: it goes along to the file of the editor that is shown after it.
  await vscode.commands.executeCommand(problemsView, { preserveFocus: true });
  await showAt(uri, first.range);
  if (!(await hasProblemsAlone(uri))) return;
  await vscode.commands.executeCommand(problemsView);
  await showAt(uri, first.range);
};

const problemsView = 'workbench.panel.markers.view.focus';

/**
 * Whether all problems are those of one file, once it has some. The list selects its first row when it gets the focus,
 * and no extension can choose another one: only then it is a problem of this file.
 */
async function hasProblemsAlone(uri: vscode.Uri): Promise<boolean> {
  // The problems of a file that was not open come a little later.
  const own = await poll(
    async () => Promise.resolve(vscode.languages.getDiagnostics(uri).some(isListed) || undefined),
    { everyMs: 50, limitMs: 1000, signal: never },
  );
  if (own === undefined) return false;
  const others = vscode.languages.getDiagnostics().filter(([other]) => other.toString() !== uri.toString());
  return !others.some(([, found]) => found.some(isListed));
}

/** The list has no hints. */
const isListed = ({ severity }: vscode.Diagnostic) => severity !== vscode.DiagnosticSeverity.Hint;

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
