/** An untrusted workspace runs nothing: its files name interpreters and commands that somebody else chose. */
import * as vscode from 'vscode';
import { text, UserError } from '../core/text';

/** Throws a UserError that says why, unless the workspace is trusted. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    text('This folder is not trusted, so Twinkle runs nothing from it.'),
    text('Trust it, if you know where its files come from.'),
    'workbench.trust.manage',
  );
}
