/** Keeps tree, status bar and context keys equal to the state of the cluster that is shown. */
import * as vscode from 'vscode';
import { allRows } from '../../core/rows/cluster';
import { asOf } from '../../core/rows/row';
import { statusOf } from '../../core/rows/status';
import type { Disposable } from '../../core/async/event';
import type { ClusterModel } from '../model/clusterModel';
import type { Clusters } from '../model/clusters';
import { ContextWriter } from './context';
import { Disposables } from '../disposables';
import { render } from '../messages/l10n';
import { StatusBar } from './statusBar';
import { RowTree } from './rowTree';

/** Figures are asked for again this often while the window is in the background. */
const backgroundMs = 60_000;

export class Views implements Disposable {
  readonly #clusters: Clusters;
  readonly #owned = new Disposables();
  readonly #tree = this.#owned.add(new RowTree('twinkle.cluster'));
  readonly #statusBar = this.#owned.add(new StatusBar());
  readonly #context = new ContextWriter();
  #background: ReturnType<typeof setInterval> | undefined;
  #drawing = false;

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
    const look = () => {
      this.#look();
    };
    this.#owned.add(this.#tree.onDidChangeVisibility(look));
    this.#owned.add(vscode.window.onDidChangeWindowState(look));
    this.#owned.add(onFocus(() => void this.#recover()));
    this.#owned.add(
      clusters.onDidChange(() => {
        this.#drawSoon();
      }),
    );
    this.#look();
    this.#draw();
  }

  dispose(): void {
    clearInterval(this.#background);
    this.#owned.dispose();
  }

  /** Polls only while somebody can look: at the usual pace in front, slowly in the background, else never. */
  #look(): void {
    const { focused } = vscode.window.state;
    this.#clusters.setVisible(this.#tree.visible && focused);
    clearInterval(this.#background);
    this.#background =
      this.#tree.visible && !focused
        ? setInterval(() => void this.#clusters.current?.refresh(), backgroundMs)
        : undefined;
  }

  /** What another window has started meanwhile: commands are offered by the state. */
  async #recover(): Promise<void> {
    const { current } = this.#clusters;
    if (current?.launch.view.state === 'stopped') await current.recover();
  }

  /** Several changes of one moment, such as a poll that also changed the state, are drawn once. */
  #drawSoon(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { current, ready, all } = this.#clusters;
    this.#context.set({
      ready,
      hasClusterFile: all.length > 0,
      clusterState: current?.session.status.state ?? (all.length > 0 ? 'stopped' : undefined),
      launchState: current?.launch.view.state ?? 'stopped',
      hasLeft: (current?.launch.view.left.length ?? 0) > 0,
      hasLog: current?.launch.view.logFile !== undefined,
    });
    this.#tree.set(
      current === undefined ? [] : allRows(current.session.status, current.input),
      current === undefined ? '' : description(current),
    );
    // Of an untrusted folder nothing is known: neither its records nor its processes were looked at.
    const told = vscode.workspace.isTrusted ? current : undefined;
    this.#statusBar.set(told === undefined ? undefined : statusOf(told.input));
  }
}

/** Fires when the window gets the focus again. */
function onFocus(listener: () => void): vscode.Disposable {
  let { focused } = vscode.window.state;
  return vscode.window.onDidChangeWindowState(state => {
    const isNew = state.focused && !focused;
    focused = state.focused;
    if (isNew) listener();
  });
}

/** Beside the title of the view: which cluster, and of when the figures are. */
function description(model: ClusterModel): string {
  const time = model.runs ? asOf(model.input.poll) : undefined;
  const name = model.session.status.records[0]?.cluster ?? '';
  return [name, ...(time === undefined ? [] : [render(time)])].filter(part => part !== '').join(' · ');
}
