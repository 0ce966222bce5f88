/** The pages of the rules, which come with the extension: they open in the editor, and without the network. */
import * as vscode from 'vscode';
import { rulePageScheme } from '../../../../server/src/protocol';
import type { Disposable } from '../../core/async/event';
import { rulePages } from '../../core/text/rulePages';
import { VirtualPages } from './virtualPages';

/** Serves the pages that the build has put into files. The manifest opens them as a preview of Markdown. */
export function servedRulePages(extension: vscode.Uri): Disposable {
  const pageOf = rulePages(vscode.env.language, async name => {
    const file = vscode.Uri.joinPath(extension, 'server/dist', name);
    // The extension's own, so it is a regular file.
    // eslint-disable-next-line no-restricted-syntax
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  });
  return new VirtualPages(rulePageScheme, async uri => {
    const page = await pageOf(uri.path.slice(1).replace(/\.md$/, ''));
    if (page === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return page;
  });
}
