/**
 * Which documents are checked, and which can be started. An editor has many more than files: the old side of a diff,
 * an entry of the local history, a conflict to be merged, each under a scheme of its own and with the language of its
 * file. What nobody edits there has no findings, and what is no file cannot be run.
 */
import * as vscode from 'vscode';
import { clusterLanguageId, configLanguageId } from '../../../../server/src/protocol';
import { text, UserError } from '../../core/text/text';

/** Files, texts that are not yet saved, and what a virtual workspace is made of. */
export function servedSchemes(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', ...folders.map(({ uri }) => uri.scheme)])];
}

export function isServed({ scheme }: vscode.Uri): boolean {
  return servedSchemes().includes(scheme);
}

/** For the language server and everything else that shows something at a document. */
export function servedDocuments(
  languages: readonly string[] = [configLanguageId, clusterLanguageId],
): { language: string; scheme: string }[] {
  return servedSchemes().flatMap(scheme => languages.map(language => ({ language, scheme })));
}

/** True for a file that programs can read. */
export function isFile({ scheme }: vscode.Uri): boolean {
  return scheme === 'file';
}

/** Throws a UserError for a document that no program could read. */
export function requireFile(uri: vscode.Uri): void {
  if (isFile(uri)) return;
  throw new UserError(
    text('{0} is not a file on this machine, so Twinkle runs nothing from it.', uri.toString(true)),
    text('Save it, or open the folder on the disk that contains it.'),
    { kind: uri.scheme === 'untitled' ? 'saveAs' : 'openFolder' },
  );
}
