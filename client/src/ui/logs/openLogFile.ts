/** Opens the file of a log as a document: whole, whatever its size, with search and line numbers. */
import * as vscode from 'vscode';

/** @param line from 1, which gets the cursor */
export async function openLogFile(path: string, line?: number): Promise<void> {
  const place = line === undefined ? undefined : new vscode.Position(line - 1, 0);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), {
    preview: true,
    ...(place === undefined ? {} : { selection: new vscode.Range(place, place) }),
  });
}
