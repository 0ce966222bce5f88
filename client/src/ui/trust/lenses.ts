/** Code lenses come from the language server, which knows nothing of trust. */
import * as vscode from 'vscode';
import { needsMachine } from './commandAccess';

/** In an untrusted folder, lenses that start something or ask the machine would only say that they may not. */
export function trustedLenses(
  lenses: vscode.CodeLens[] | null | undefined,
): vscode.CodeLens[] | null | undefined {
  if (vscode.workspace.isTrusted) return lenses;
  return lenses?.filter(({ command }) => command === undefined || !needsMachine(command.command));
}
