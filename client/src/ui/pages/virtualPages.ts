/**
 * Read-only pages under a scheme of their own, written when they are read. They are a file system and not a provider of
 * texts: VS Code opens pages of a file system again after a reload, and starts the extension for them
 * (`onFileSystem:` in the manifest). Of other pages it keeps the empty group.
 */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import { Disposables } from '../disposables';

/** Without it, text that is not English would be read by the setting `files.encoding`. */
const byteOrderMark = '\uFEFF';

export class VirtualPages implements Disposable, vscode.FileSystemProvider {
  readonly #write: (uri: vscode.Uri) => Promise<string>;
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  /** When pages have changed, in milliseconds; of others, when the window was opened. */
  readonly #times = new Map<string, number>();
  readonly #opened = Date.now();

  readonly onDidChangeFile = this.#changed.event;

  /** @param write text of a page; what it throws is shown in the place of the page */
  constructor(
    readonly scheme: string,
    write: (uri: vscode.Uri) => Promise<string>,
  ) {
    this.#write = write;
    this.#owned.add(
      vscode.workspace.registerFileSystemProvider(scheme, this, { isReadonly: true, isCaseSensitive: true }),
    );
    this.#owned.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#times.delete(uri.toString())));
  }

  /** Has a page read again, if it is open. */
  changed(uri: vscode.Uri): void {
    // A page of the same time counts as the same.
    this.#times.set(uri.toString(), Math.max(Date.now(), this.#time(uri) + 1));
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: this.#time(uri), size: 0 };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return new TextEncoder().encode(byteOrderMark + (await this.#write(uri)));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #time(uri: vscode.Uri): number {
    return this.#times.get(uri.toString()) ?? this.#opened;
  }
}
