/** The settings of this extension, typed. */
import * as vscode from 'vscode';

const section = 'twinkle';

/** The interpreter that a person chose; undefined where none is. */
export function pythonSetting(): string | undefined {
  const value = vscode.workspace.getConfiguration(section).get<string>('python', '').trim();
  return value === '' ? undefined : value;
}

/** The twinkle-kit version that a person named; undefined for `auto`. */
export function versionSetting(): string | undefined {
  const value = vscode.workspace.getConfiguration(section).get<string>('version', 'auto').trim();
  return value === '' || value === 'auto' ? undefined : value;
}

export function trustRemoteCodeSetting(): boolean {
  return vscode.workspace.getConfiguration(section).get<boolean>('trustRemoteCode', false);
}

/** Writes the interpreter where it will be found again: for this workspace, or for the user where there is none. */
export async function setPythonSetting(path: string): Promise<void> {
  const target =
    vscode.workspace.workspaceFolders === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration(section).update('python', path, target);
}

/** Fires when the value that counts has changed. */
export function onDidChangeSetting(name: 'python' | 'version', listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration(`${section}.${name}`)) listener();
  });
}
