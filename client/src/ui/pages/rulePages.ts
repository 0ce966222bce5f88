/** The pages of the rules, which come with the extension: they open in the editor, and without the network. */
import * as vscode from 'vscode';
import { rulePageScheme } from '../../../../server/src/protocol';
import type { Disposable } from '../../core/async/event';
import { VirtualPages } from './virtualPages';

/** Serves the pages that the build has put into one file. The manifest opens them as a preview of Markdown. */
export function servedRulePages(extension: vscode.Uri): Disposable {
  let pages: Promise<Readonly<Record<string, string>>> | undefined;
  return new VirtualPages(rulePageScheme, async uri => {
    pages ??= readPages(extension);
    const code = uri.path.slice(1).replace(/\.md$/, '');
    const page = (await pages)[code];
    if (page === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return page;
  });
}

async function readPages(extension: vscode.Uri): Promise<Record<string, string>> {
  const file = vscode.Uri.joinPath(extension, 'server/dist/pages.json');
  // The extension's own, so it is a regular file.
  // eslint-disable-next-line no-restricted-syntax
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as Record<
    string,
    string
  >;
}
