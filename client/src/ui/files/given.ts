/** The file that a command is about: a menu gives a Uri, a code lens the text of one. */
import * as vscode from 'vscode';
import type { KeyedRow } from '../../core/rows/keyedRows';
import type { Row } from '../../core/rows/row';
import { isServed } from './documents';
import type { WorkspaceFiles } from './workspace';

/** Undefined where something else is given, such as a row of the tree. */
export function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  return typeof given === 'string' ? vscode.Uri.parse(given, true) : undefined;
}

/** The given configuration, else the one in the editor, else the only one, else a choice. */
export async function configOf(
  configFiles: WorkspaceFiles,
  given: unknown,
  title: string,
): Promise<vscode.Uri> {
  const uri = uriOf(given);
  if (uri !== undefined && configFiles.matches(uri)) return uri;
  return configFiles.active(isServed) ?? configFiles.choose(title);
}

/** As {@link configOf}, for what programs read; a given document was checked before (commands/index.ts). */
export async function configFileOf(
  configFiles: WorkspaceFiles,
  given: unknown,
  title: string,
): Promise<vscode.Uri> {
  const uri = uriOf(given);
  return uri !== undefined && configFiles.matches(uri) ? uri : configFiles.choose(title);
}

/** The row of the tree that a command was chosen on: a menu passes the element of the tree, a click the row. */
export function rowOf(given: unknown): Row | undefined {
  if (typeof given !== 'object' || given === null || !isRow(given)) return undefined;
  return 'row' in given ? (given as KeyedRow).row : (given as Row);
}

/** A row of the tree, or what the tree keeps of it. */
export function isRow(given: unknown): boolean {
  return typeof given === 'object' && given !== null && ('row' in given || 'accessibility' in given);
}
