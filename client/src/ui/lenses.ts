/** Code lenses come from the language server, which knows nothing of trust. */
import * as vscode from 'vscode';
import { lensCommands } from '../../../server/src/protocol';

/** Lenses that start something or ask the machine; in an untrusted folder they would only say so. */
const needTrust: ReadonlySet<string> = new Set([
  lensCommands.launch,
  lensCommands.startCluster,
  lensCommands.previewCluster,
]);

export function trustedLenses(
  lenses: vscode.CodeLens[] | null | undefined,
): vscode.CodeLens[] | null | undefined {
  if (vscode.workspace.isTrusted) return lenses;
  return lenses?.filter(({ command }) => command === undefined || !needTrust.has(command.command));
}
