/** The settings of this extension, typed. */
import * as vscode from 'vscode';
import type { Facts } from '../../../../server/src/protocol';

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

const severities = new Set(['error', 'warning', 'information', 'hint', 'off']);

/** Severities that a person gave to codes; undefined for none. What the manifest does not allow is left out. */
export function rulesSetting(): Facts['rules'] {
  const value = vscode.workspace.getConfiguration(section).get<object>('rules', {});
  const entries = Object.entries(value).filter(([, severity]) => severities.has(String(severity)));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Whether a stop of a server that works is asked about. */
export function confirmStopServerSetting(): boolean {
  return vscode.workspace.getConfiguration(section).get<boolean>('confirmStopServer', true);
}

/** From now on, for every workspace of this user. */
export async function neverConfirmStopServer(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  await settings.update('confirmStopServer', false, vscode.ConfigurationTarget.Global);
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
export function onDidChangeSetting(
  name: 'python' | 'version' | 'rules',
  listener: () => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration(`${section}.${name}`)) listener();
  });
}
