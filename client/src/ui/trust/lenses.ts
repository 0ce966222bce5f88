/** Code lenses come from the language server, which knows nothing of trust or of a machine. */
import * as vscode from 'vscode';
import { needsMachine } from './commandAccess';

type Lenses = vscode.CodeLens[] | null | undefined;

/** In an untrusted folder, lenses that start something or ask the machine would only say that they may not. */
export function trustedLenses(lenses: Lenses): Lenses {
  return vscode.workspace.isTrusted ? lenses : textLenses(lenses);
}

/** Those whose commands need no machine. */
export function textLenses(lenses: Lenses): Lenses {
  return lenses?.filter(({ command }) => command === undefined || !needsMachine(command.command));
}
