/** Read-only documents with the commands of a plan, as a shell script. */
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

  /** Shows the script beside the file that it was made from. @param name file name of the tab; `.sh` makes it a shell script. */
  async show(name: string, script: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.#content.set(uri.toString(), script);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
