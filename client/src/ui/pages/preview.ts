/** Read-only pages with texts that were made once, such as the commands of a plan as a shell script or the details of a row. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import { Disposables } from '../disposables';
import { columnBeside } from './column';
import { PageLanguage } from './pageLanguage';
import { VirtualPages } from './virtualPages';

const scheme = 'twinkle-preview';
const key = 'previews';

export class Preview implements Disposable {
  readonly #store: vscode.Memento;
  readonly #owned = new Disposables();
  readonly #pages = this.#owned.add(
    new VirtualPages(scheme, uri => Promise.resolve(this.#texts()[uri.toString()] ?? '')),
  );

  /** No line numbers, long lines wrapped. */
  readonly #details = this.#owned.add(
    new PageLanguage('twinkle-details', uri => uri.scheme === scheme && uri.path.endsWith('.txt')),
  );

  /** @param store keeps what is shown, for the window that opens its pages again after a reload */
  constructor(store: vscode.Memento) {
    this.#store = store;
  }

  /**
   * Shows a text, and again if it is shown already.
   * @param name file name of the tab; `.sh` makes it a shell script, `.txt` a page with details
   * @param where beside the file that it was made from, or in the group of editors that has the focus
   */
  async show(name: string, content: string, where: 'beside' | 'here' = 'beside'): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    await this.#keep(uri, content);
    this.#pages.changed(uri);
    const document = await this.#details.set(await vscode.workspace.openTextDocument(uri));
    const viewColumn = where === 'beside' ? columnBeside(uri) : vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(document, { preview: true, viewColumn });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #texts(): Readonly<Record<string, string>> {
    return this.#store.get<Record<string, string>>(key, {});
  }

  /** Drops the texts of pages that are closed. */
  async #keep(uri: vscode.Uri, text: string): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
    const open = new Set(
      tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : '')),
    );
    const kept = Object.entries(this.#texts()).filter(([page]) => open.has(page));
    await this.#store.update(key, { ...Object.fromEntries(kept), [uri.toString()]: text });
  }
}
