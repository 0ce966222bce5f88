/** Files of a workspace that only the editor can read, for a language server without a disk. */
import * as vscode from 'vscode';
import { mostConfigurationBytes, type RemoteFile } from '../../../../server/src/protocol';
import { base64Of } from '../../core/format/base64';
import { isServed } from './documents';

/** Null where the file cannot be read, is too large, or is no file: a provider may serve a disk with pipes and devices. */
export async function readFile(uri: string): Promise<RemoteFile | null> {
  try {
    const file = vscode.Uri.parse(uri, true);
    if (!isServed(file)) return null;
    const { type, size } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0 || size > mostConfigurationBytes) return null;
    return { base64: base64Of(await vscode.workspace.fs.readFile(file)) };
  } catch {
    return null;
  }
}

/** URIs of the files in a folder; empty where it cannot be read. */
export async function listFolder(uri: string): Promise<string[]> {
  try {
    const folder = vscode.Uri.parse(uri, true);
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(([, type]) => (type & vscode.FileType.File) !== 0)
      .map(([name]) => vscode.Uri.joinPath(folder, name).toString());
  } catch {
    return [];
  }
}

/** URIs of all configurations and cluster files of the workspace. */
export async function findFiles(most: number): Promise<string[]> {
  const pattern = '**/{server_config,twinkle_cluster}*.{yaml,yml}';
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', most);
  return found.map(uri => uri.toString());
}
