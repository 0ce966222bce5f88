/** All clusters of the workspace, and which of them the views show: the active file's, else the only one. */
import * as vscode from 'vscode';
import { Emitter, type Disposable } from '../../core/async/event';
import type { ClusterModel } from './clusterModel';
import { Disposables } from '../disposables';
import { isRow, uriOf } from '../files/given';
import { mayLook } from '../trust/trust';
import type { WorkspaceFiles } from '../files/workspace';

export interface ClustersPorts {
  readonly clusterFiles: WorkspaceFiles;
  /** Loads what makes models: it is loaded with the first cluster. */
  readonly maker: () => Promise<(uri: vscode.Uri) => ClusterModel>;
  /** Paths of cluster files that records of this machine name, whether the files still exist or not. */
  readonly recorded: () => Promise<readonly string[]>;
  /** The cluster file that belongs to a configuration, if any. */
  readonly clusterOf: (config: vscode.Uri) => Promise<vscode.Uri | undefined>;
  readonly configFiles: WorkspaceFiles;
  readonly onError: (error: unknown) => void;
}

export class Clusters implements Disposable {
  readonly #ports: ClustersPorts;
  readonly #models = new Map<string, ClusterModel>();
  readonly #changed = new Emitter<undefined>();
  readonly #owned = new Disposables();
  #current: ClusterModel | undefined;
  #ready = false;
  #isDisposed = false;
  #visible = false;
  #scan: Promise<void> | undefined;

  readonly #currentChanged = new Emitter<undefined>();

  /** Anything that the views show may have changed. */
  readonly onDidChange = this.#changed.event;
  /** The views show another cluster. */
  readonly onDidChangeCurrent = this.#currentChanged.event;

  constructor(ports: ClustersPorts) {
    this.#ports = ports;
    this.#owned.add(ports.clusterFiles.onDidChange(() => void this.rescan()));
    this.#owned.add(vscode.window.onDidChangeActiveTextEditor(() => void this.#followEditor()));
  }

  /** The one that the views show. */
  get current(): ClusterModel | undefined {
    return this.#current;
  }

  get all(): readonly ClusterModel[] {
    return [...this.#models.values()];
  }

  /** The workspace was searched once. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Looks for cluster files and for what runs of them. Never rejects. */
  async rescan(): Promise<void> {
    this.#scan = (this.#scan ?? Promise.resolve()).then(() => this.#rescan());
    await this.#scan;
  }

  /**
   * The cluster that a command means: the one shown for a row of the tree, that of the file given by a menu or a code lens,
   * of the active file, the one shown, the only one, or a choice. Throws a CancellationError when nothing is chosen.
   */
  async choose(given: unknown, title: string): Promise<ClusterModel> {
    const file = uriOf(given);
    const model =
      (isRow(given) ? this.#current : undefined) ??
      (file === undefined ? await this.#ofActiveFile() : await this.#ofFile(file)) ??
      this.#current ??
      (await this.#model(await this.#ports.clusterFiles.choose(title)));
    this.show(model);
    return model;
  }

  /** Makes the views show this one. */
  show(model: ClusterModel | undefined): void {
    if (this.#current === model) return;
    this.#current?.setVisible(false);
    this.#current = model;
    model?.setVisible(this.#visible);
    this.#currentChanged.fire(undefined);
    this.#changed.fire(undefined);
  }

  /** Whether any view can be seen: only then the cluster is polled. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#current?.setVisible(visible);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#owned.dispose();
    for (const model of this.#models.values()) model.dispose();
    this.#models.clear();
    this.#currentChanged.dispose();
    this.#changed.dispose();
  }

  /** The model of a cluster file; made if there is none yet. */
  async #model(uri: vscode.Uri): Promise<ClusterModel> {
    const make = await this.#ports.maker();
    if (this.#isDisposed) throw new vscode.CancellationError();
    const known = this.#models.get(uri.fsPath);
    if (known !== undefined) return known;
    const model = make(uri);
    this.#models.set(uri.fsPath, model);
    model.onDidChange(() => {
      if (this.#current === undefined && model.runs) this.show(model);
      this.#changed.fire(undefined);
    });
    return model;
  }

  async #rescan(): Promise<void> {
    try {
      const found = await this.#ports.clusterFiles.list();
      const recorded = (await this.#recorded()).filter(inWorkspace).map(path => vscode.Uri.file(path));
      const wanted = new Set([...found, ...recorded].map(uri => uri.fsPath));
      for (const [path, model] of this.#models) {
        if (wanted.has(path) || model.runs) continue;
        this.#models.delete(path);
        if (this.#current === model) this.show(undefined);
        model.dispose();
      }
      for (const uri of [...found, ...recorded]) await this.#model(uri);
      // Whoever is there was looked at before, unless the workspace was not trusted then.
      const unknown = this.all.filter(model => !model.recovered);
      await Promise.all(unknown.map(model => model.recover()));
      const only = this.all.length === 1 ? this.all[0] : undefined;
      this.show(this.#current ?? this.all.find(model => model.runs) ?? only);
      await this.#followEditor();
    } catch (error) {
      if (this.#isDisposed) return;
      this.#ports.onError(error);
    }
    this.#ready = true;
    this.#changed.fire(undefined);
  }

  /** Records that cannot be read must not hide the files that were found. */
  async #recorded(): Promise<readonly string[]> {
    if (!mayLook()) return [];
    try {
      return await this.#ports.recorded();
    } catch (error) {
      this.#ports.onError(error);
      return [];
    }
  }

  async #followEditor(): Promise<void> {
    // With one cluster there is nothing to follow, and the question below need not be asked.
    if (this.#models.size < 2) return;
    try {
      const model = await this.#ofActiveFile();
      if (model !== undefined) this.show(model);
    } catch (error) {
      this.#ports.onError(error);
    }
  }

  async #ofActiveFile(): Promise<ClusterModel | undefined> {
    const active = this.#ports.clusterFiles.active() ?? this.#ports.configFiles.active();
    return active === undefined ? undefined : this.#ofFile(active);
  }

  async #ofFile(uri: vscode.Uri): Promise<ClusterModel | undefined> {
    if (this.#ports.clusterFiles.matches(uri)) return this.#model(uri);
    if (!this.#ports.configFiles.matches(uri)) return undefined;
    const cluster = await this.#ports.clusterOf(uri);
    return cluster === undefined ? undefined : this.#model(cluster);
  }
}

function inWorkspace(path: string): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path)) !== undefined;
}
