/** The language of pages of ours, which VS Code would look for in their names. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import { Disposables } from '../disposables';

export class PageLanguage implements Disposable {
  readonly #owned = new Disposables();

  /** @param isOne whether an address is that of such a page */
  constructor(
    readonly languageId: string,
    private readonly isOne: (uri: vscode.Uri) => boolean,
  ) {
    const set = (document: vscode.TextDocument) => void this.set(document);
    this.#owned.add(vscode.workspace.onDidOpenTextDocument(set));
    // Those that a reload has opened again.
    vscode.workspace.textDocuments.forEach(set);
  }

  /** The page in its language; any other document as it is. */
  async set(document: vscode.TextDocument): Promise<vscode.TextDocument> {
    return this.isOne(document.uri) && document.languageId !== this.languageId
      ? vscode.languages.setTextDocumentLanguage(document, this.languageId)
      : document;
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
