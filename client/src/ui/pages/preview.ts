/** Read-only documents: the commands of a plan as a shell script, and the details of a row. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';

const scheme = 'twinkle-preview';

export class Preview implements Disposable, vscode.TextDocumentContentProvider {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #content = new Map<string, string>();
  readonly #registration = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.workspace.onDidCloseTextDocument(document => this.#content.delete(document.uri.toString())),
  );

  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#content.get(uri.toString()) ?? '';
  }

  /**
   * Shows a text, and again if it is shown already.
   * @param name file name of the tab; `.sh` makes it a shell script
   * @param where beside the file that it was made from, or in the group of editors that has the focus
   */
  async show(name: string, content: string, where: 'beside' | 'here' = 'beside'): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.#content.set(uri.toString(), content);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const viewColumn = where === 'beside' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(document, { preview: true, viewColumn });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
