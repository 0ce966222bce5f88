/** Which file a new configuration becomes. A file with words in it is never written over. */
import * as vscode from 'vscode';
import { text, UserError } from '../../core/text/text';
import { ask, pick } from '../messages/shown';

export interface Target {
  readonly uri: vscode.Uri;
  /** It is there, and has nothing but blanks. */
  readonly isBlank: boolean;
}

const usualName = 'server_config.yaml';
const namePattern = /^server_config[^/\\]*\.ya?ml$/;
/** More than a folder has. */
const mostNames = 1000;

/**
 * The folder that is given, or the one of the workspace, or a choice of them. Throws a UserError without a folder, and a
 * CancellationError where nothing is chosen.
 */
export async function folderFor(given: vscode.Uri | undefined): Promise<vscode.Uri> {
  if (given !== undefined) return given;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [first] = folders;
  if (first === undefined) {
    throw new UserError(
      text('No folder is open.'),
      text('Open the folder that the server configuration belongs to.'),
      { kind: 'openFolder' },
    );
  }
  if (folders.length === 1) return first.uri;
  const items = folders.map(({ name, uri }) => ({ label: name, description: uri.path, uri }));
  const chosen = await pick(items, { title: vscode.l10n.t('Folder of the New Server Configuration') });
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen.uri;
}

/** `server_config.yaml` in the folder, or another name where that one is taken. Throws a CancellationError. */
export async function targetIn(folder: vscode.Uri): Promise<Target> {
  const names = new Set(await namesIn(folder));
  const uriOf = (name: string) => vscode.Uri.joinPath(folder, name);
  if (!names.has(usualName)) return { uri: uriOf(usualName), isBlank: false };
  if (await isBlank(uriOf(usualName))) return { uri: uriOf(usualName), isBlank: true };
  const name = await ask({
    title: vscode.l10n.t('Name of the New Server Configuration'),
    prompt: vscode.l10n.t('{0} exists, and stays as it is.', usualName),
    value: freeName(names),
    check: typed => {
      if (!namePattern.test(typed)) return vscode.l10n.t('It begins with server_config and ends with .yaml.');
      return names.has(typed) ? vscode.l10n.t('{0} exists, and stays as it is.', typed) : undefined;
    },
  });
  if (name === undefined) throw new vscode.CancellationError();
  return { uri: uriOf(name), isBlank: false };
}

/** Whether a file is there with nothing in it. */
export async function isBlank(uri: vscode.Uri): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
  if (open !== undefined) return open.getText().trim() === '';
  try {
    return (await vscode.workspace.fs.stat(uri)).size === 0;
  } catch {
    return false;
  }
}

/** True where the folder has a cluster file. */
export async function hasClusterFile(folder: vscode.Uri): Promise<boolean> {
  return (await namesIn(folder)).some(name => /^twinkle_cluster.*\.ya?ml$/.test(name));
}

/** Writes a file that was not there, or was blank. Throws a UserError where it is not written. */
export async function writeNew({ uri, isBlank: fills }: Target, content: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  if (fills) {
    const { lineCount } = await vscode.workspace.openTextDocument(uri);
    edit.replace(uri, new vscode.Range(0, 0, lineCount, 0), content);
  } else {
    edit.createFile(uri, { contents: new TextEncoder().encode(content), overwrite: false });
  }
  const isDone = await vscode.workspace.applyEdit(edit);
  const document = isDone ? await vscode.workspace.openTextDocument(uri) : undefined;
  if (document !== undefined && (!document.isDirty || (await document.save()))) return;
  throw new UserError(
    text('{0} could not be written.', vscode.workspace.asRelativePath(uri)),
    text('Check that the folder may be written and that no file has this name.'),
  );
}

async function namesIn(folder: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).slice(0, mostNames).map(([name]) => name);
  } catch {
    // Whoever writes there gets the reason.
    return [];
  }
}

function freeName(names: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const name = `server_config_${number}.yaml`;
    if (!names.has(name)) return name;
  }
}
