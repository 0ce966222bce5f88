/** Asks for the script that launches the server. */
import * as vscode from 'vscode';
import { pick } from '../messages/shown';

/** Files that are offered; others can be chosen in a dialog. */
const mostFiles = 50;

/** Its absolute path; undefined when it is cancelled. Offers the Python files beside the configuration. */
export async function chooseScript(config: vscode.Uri): Promise<string | undefined> {
  const folder = vscode.Uri.joinPath(config, '..');
  const files = vscode.workspace.findFiles(new vscode.RelativePattern(folder, '*.py'), null, mostFiles);
  const items = files.then(found => [
    ...found
      .map(uri => ({ label: vscode.workspace.asRelativePath(uri), path: uri.fsPath }))
      .sort((a, b) => a.label.localeCompare(b.label)),
    {
      label: vscode.l10n.t('Choose File…'),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      path: undefined,
    },
  ]);
  const chosen = await pick<vscode.QuickPickItem & { readonly path: string | undefined }>(
    Promise.resolve(items),
    {
      title: vscode.l10n.t('Script'),
      placeHolder: vscode.l10n.t('A Python script that calls launch_server'),
      ignoreFocusOut: true,
    },
  );
  if (chosen === undefined || chosen.path !== undefined) return chosen?.path;
  const [uri] =
    (await vscode.window.showOpenDialog({
      defaultUri: folder,
      canSelectMany: false,
      filters: { Python: ['py'] },
    })) ?? [];
  return uri?.fsPath;
}
