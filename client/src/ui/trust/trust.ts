/**
 * Whether anything may be done on this machine. An untrusted workspace runs nothing: its files name interpreters and
 * commands that somebody else chose. Nor does it read records or ask a dashboard. Commands are checked where they are
 * registered (commands/index.ts), machine, keeper and dashboards where they are made (extension.ts, clusterModel.ts).
 */
import * as vscode from 'vscode';
import { text, UserError } from '../../core/text/text';
import { requireFile } from '../files/documents';
import { uriOf } from '../files/given';

/** Throws a UserError that says why, unless the workspace is trusted. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    text('This folder is not trusted, so Twinkle runs nothing from it.'),
    text('Trust it if you know where its files come from.'),
    { kind: 'manageTrust' },
  );
}

/** As {@link requireTrust}, and the file that a command is given must be on this machine's disk. */
export function requireMachine(given: unknown): void {
  requireTrust();
  const uri = uriOf(given);
  if (uri !== undefined) requireFile(uri);
}

/** True where records and processes may be looked at without being asked to: trusted, with a folder on the disk. */
export function mayLook(): boolean {
  const { isTrusted, workspaceFolders = [] } = vscode.workspace;
  return isTrusted && workspaceFolders.some(({ uri }) => uri.scheme === 'file');
}
