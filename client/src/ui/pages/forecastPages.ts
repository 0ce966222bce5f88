/** Read-only pages with the forecast of a configuration, kept as new as its files. */
import * as vscode from 'vscode';
import type { ForecastView } from '../../../../server/src/protocol';
import type { Disposable, Event } from '../../core/async/event';
import { forecastLines } from '../../core/forecast/lines';
import type { LivingNode } from '../../core/forecast/living';
import { UserError } from '../../core/text/text';
import { Disposables } from '../disposables';
import { columnBeside } from './column';
import { ForecastColors, forecastScheme as scheme } from './forecastColors';
import { render } from '../messages/l10n';
import type { WorkspaceFiles } from '../files/workspace';
import { PageLanguage } from './pageLanguage';
import { VirtualPages } from './virtualPages';

export interface ForecastPorts {
  /** The forecast of a configuration; null where the server cannot tell. */
  readonly ask: (config: vscode.Uri) => Promise<ForecastView | null>;
  readonly files: readonly WorkspaceFiles[];
  /** Nodes of the running clusters, where clusters can be started. */
  readonly running?: RunningNodes;
  readonly onError: (error: unknown) => void;
}

export interface RunningNodes {
  /** Those of the cluster of a cluster file; undefined where it does not run. */
  readonly of: (clusterFile: vscode.Uri) => readonly LivingNode[] | undefined;
  /** They may have changed. */
  readonly onDidChange: Event<unknown>;
}

export class ForecastPages implements Disposable {
  readonly #ports: ForecastPorts;
  readonly #owned = new Disposables();
  readonly #pages = this.#owned.add(new VirtualPages(scheme, uri => this.#write(uri)));
  readonly #shown = this.#owned.add(new vscode.EventEmitter<void>());
  /** No line numbers, long lines wrapped, colors for the marks. */
  readonly #language = this.#owned.add(new PageLanguage('twinkle-forecast', uri => uri.scheme === scheme));

  /** Which nodes the pages of configurations were made with. */
  readonly #madeWith = new Map<
    string,
    { readonly clusterUri: string | undefined; readonly living: string | undefined }
  >();

  /** A page with a forecast was shown. */
  readonly onDidShow = this.#shown.event;

  constructor(ports: ForecastPorts) {
    this.#ports = ports;
    const again = () => {
      for (const { uri } of vscode.workspace.textDocuments)
        if (uri.scheme === scheme) this.#pages.changed(uri);
    };
    // New text of either file and new facts all end in new findings; of files that are not open, the disk tells.
    this.#owned.add(vscode.languages.onDidChangeDiagnostics(again));
    for (const files of ports.files) this.#owned.add(files.onDidChange(again));
    if (ports.running !== undefined)
      this.#owned.add(
        ports.running.onDidChange(() => {
          this.#runningChanged();
        }),
      );
    this.#owned.add(new ForecastColors());
  }

  /** Shows the page of a configuration beside it. */
  async show(config: vscode.Uri): Promise<void> {
    const name = vscode.l10n.t('{0} (forecast)', baseName(config));
    const uri = vscode.Uri.from({ scheme, path: `/${name}`, query: config.toString() });
    this.#pages.changed(uri);
    const document = await this.#language.set(await vscode.workspace.openTextDocument(uri));
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: columnBeside(uri) });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #living(clusterUri: string | undefined): readonly LivingNode[] | undefined {
    if (clusterUri === undefined) return undefined;
    return this.#ports.running?.of(vscode.Uri.parse(clusterUri, true));
  }

  /** Each poll of a cluster comes here; only a page whose nodes are others now is made again. */
  #runningChanged(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      const made = uri.scheme === scheme ? this.#madeWith.get(uri.query) : undefined;
      if (made === undefined || JSON.stringify(this.#living(made.clusterUri)) === made.living) continue;
      this.#pages.changed(uri);
    }
  }

  async #write({ query }: vscode.Uri): Promise<string> {
    const config = vscode.Uri.parse(query, true);
    try {
      const view = await this.#ports.ask(config);
      if (view === null)
        return vscode.l10n.t('{0} is not a server configuration that can be read.', relative(config));
      const living = this.#living(view.clusterUri);
      this.#madeWith.set(config.toString(), { clusterUri: view.clusterUri, living: JSON.stringify(living) });
      this.#shown.fire();
      return pageOf(view, config, living);
    } catch (error) {
      this.#ports.onError(error);
      return error instanceof UserError ? render(error.what) : String(error);
    }
  }
}

function pageOf(view: ForecastView, config: vscode.Uri, living: readonly LivingNode[] | undefined): string {
  const cluster = view.clusterUri === undefined ? '' : relative(vscode.Uri.parse(view.clusterUri, true));
  return forecastLines(view, { config: relative(config), cluster }, living)
    .map(({ depth, text }) => (text === undefined ? '' : '    '.repeat(depth) + render(text)))
    .concat('')
    .join('\n');
}

function relative(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false);
}

function baseName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
