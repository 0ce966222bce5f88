/** Which cluster file and which configuration a command means: the active editor's, the only one there is, or a choice. */
import * as vscode from 'vscode';
import { clusterLanguageId, configLanguageId } from '../../../../server/src/protocol';
import type { Disposable } from '../../core/async/event';
import { byPlace } from '../../core/format/byPlace';
import { text, UserError } from '../../core/text/text';
import { isFile } from './documents';
import { pick } from '../messages/shown';
import { fileItems, type FindingsOf } from './fileItems';

const excluded = '**/{node_modules,.git,.venv,venv,site-packages}/**';
/** More files of one kind than a person would choose from. */
const mostFiles = 200;

export type FileKind = 'cluster' | 'config';

const kinds = {
  cluster: { glob: '**/twinkle_cluster*.{yaml,yml}', languageId: clusterLanguageId },
  config: { glob: '**/server_config*.{yaml,yml}', languageId: configLanguageId },
} as const;

/** The files of one kind in the workspace, kept up to date. */
export class WorkspaceFiles implements Disposable {
  readonly #kind: FileKind;
  readonly #findings: FindingsOf;
  readonly #accepts: (uri: vscode.Uri) => boolean;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watcher: vscode.FileSystemWatcher;
  readonly #subscriptions: Disposable[];
  #found: Promise<readonly vscode.Uri[]> | undefined;

  /** A file was made, changed or deleted, or the workspace has other folders. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param findings of a file of this kind, for lists of them
   * @param accepts what will do; files on the disk where programs are to read them
   */
  constructor(
    kind: FileKind,
    findings: FindingsOf = () => Promise.resolve(undefined),
    accepts: (uri: vscode.Uri) => boolean = isFile,
  ) {
    this.#kind = kind;
    this.#findings = findings;
    this.#accepts = accepts;
    this.#watcher = vscode.workspace.createFileSystemWatcher(kinds[kind].glob);
    const forget = () => {
      this.#found = undefined;
      this.#changed.fire();
    };
    this.#subscriptions = [
      this.#watcher.onDidCreate(forget),
      this.#watcher.onDidChange(forget),
      this.#watcher.onDidDelete(forget),
      vscode.workspace.onDidChangeWorkspaceFolders(forget),
    ];
  }

  /** Those nearest to the root first; in a folder, the plain name before its variants. */
  list(): Promise<readonly vscode.Uri[]> {
    this.#found ??= this.#search();
    return this.#found;
  }

  /**
   * The file of this kind in the active editor, if there is one. Its tab counts as well: a text that is still being read
   * is in no text editor yet, and with an open output the active text editor is that of the output.
   *
   * @param accepts what will do here, where that is more than elsewhere
   */
  active(accepts = this.#accepts): vscode.Uri | undefined {
    const { activeTextEditor, tabGroups } = vscode.window;
    const input = tabGroups.activeTabGroup.activeTab?.input;
    const ofTab = input instanceof vscode.TabInputText ? [input.uri] : [];
    const uris = activeTextEditor === undefined ? ofTab : [activeTextEditor.document.uri, ...ofTab];
    return uris.find(uri => this.matches(uri) && accepts(uri));
  }

  /** True for a file of this kind, open or not, wherever it is. */
  matches(uri: vscode.Uri): boolean {
    const open = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
    if (open !== undefined) return open.languageId === kinds[this.#kind].languageId;
    return (this.#kind === 'cluster' ? /twinkle_cluster[^/]*\.ya?ml$/ : /server_config[^/]*\.ya?ml$/).test(
      uri.path,
    );
  }

  /** The active one, else the only one; undefined where a person would have to choose. */
  async obvious(): Promise<vscode.Uri | undefined> {
    const active = this.active();
    if (active !== undefined) return active;
    const files = await this.list();
    return files.length === 1 ? files[0] : undefined;
  }

  /** As {@link obvious}, and asks where it is not. Throws a CancellationError when nothing is chosen. */
  async choose(title: string): Promise<vscode.Uri> {
    return (await this.obvious()) ?? this.pick(title);
  }

  /** As {@link choose}, and asks where there are several, whichever is active: that one is first, and preselected. */
  async pick(title: string): Promise<vscode.Uri> {
    const files = await this.list();
    const [first] = files;
    if (first === undefined) throw nothingFound(this.#kind);
    if (files.length === 1) return first;
    const active = this.active()?.toString();
    const ordered = files.toSorted(
      (a, b) => Number(b.toString() === active) - Number(a.toString() === active),
    );
    const chosen = await pick(fileItems(ordered, this.#findings), { title, matchOnDescription: true });
    if (chosen === undefined) throw new vscode.CancellationError();
    return chosen.uri;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  async #search(): Promise<readonly vscode.Uri[]> {
    const found = await vscode.workspace.findFiles(kinds[this.#kind].glob, excluded, mostFiles);
    return found.filter(this.#accepts).sort((a, b) => byPlace(a.path, b.path));
  }
}

function nothingFound(kind: FileKind): UserError {
  return kind === 'cluster'
    ? new UserError(
        text('There is no twinkle_cluster.yaml in this workspace.'),
        text('It lists the Ray nodes and their GPUs or NPUs.'),
        { kind: 'createClusterFile' },
      )
    : new UserError(
        text('There is no server_config.yaml in this workspace.'),
        text('Open the folder that contains it, or write a new one.'),
        [{ kind: 'newServerConfig' }, { kind: 'openFolder' }],
      );
}

/** Writes unsaved changes: what runs reads the file on disk. */
export async function saveIfDirty(uri: vscode.Uri): Promise<void> {
  const document = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
  if (document?.isDirty !== true) return;
  if (!(await document.save())) {
    throw new UserError(
      text('{0} could not be saved, so the old text would be used.', vscode.workspace.asRelativePath(uri)),
    );
  }
}
