/** The language server's process and the requests of server/src/protocol.ts. */
import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import { Emitter, type Disposable } from '../../core/async/event';
import { Lazy } from '../../core/async/lazy';
import {
  causeRequest,
  clusterRequest,
  deploymentRequest,
  factsNotification,
  placeRequest,
  serversNotification,
  type CauseView,
  type ClusterView,
  type DeploymentView,
  type Facts,
  type LaunchCause,
  type ServerView,
  type WireRange,
} from '../../../../server/src/protocol';
import { Disposables } from '../disposables';
import { harmlessAnswers, harmlessLenses } from './harmlessAnswers';
import { trustedLenses } from '../trust/lenses';
import type { OutputLog } from '../messages/outputLog';
import { clientOptions, started } from './clientOptions';
import { FileRequests } from './fileRequests';
import { startWithDocuments } from './servedClient';

export class TwinkleLanguageClient extends FileRequests implements Disposable {
  readonly #module: string;
  readonly #log: OutputLog;
  readonly #owned = new Disposables();
  // Of configurations that are not open; cluster files the server asks for by itself.
  readonly #watcher = this.#owned.add(
    vscode.workspace.createFileSystemWatcher('**/server_config*.{yaml,yml}'),
  );
  readonly #started = this.#owned.add(new Emitter<undefined>());
  readonly #client = this.#owned.add(
    new Lazy(
      () => this.#start(),
      // Bounded by the library: it ends the process when it does not leave by itself.
      client => void client.dispose().catch(this.#report),
    ),
  );
  #facts: Facts;
  /** What was last sent, as JSON. A language server begins with none. */
  #servers = '[]';

  /** The server was started, as it was needed for the first time. */
  readonly onDidStart = this.#started.event;

  constructor(context: vscode.ExtensionContext, log: OutputLog, facts: Facts) {
    super();
    this.#module = context.asAbsolutePath('server/dist/server.js');
    this.#log = log;
    this.#facts = facts;
    this.#owned.add(startWithDocuments(this.#client, this.#report));
    this.#owned.add(vscode.languages.registerWorkspaceSymbolProvider(this.#symbols));
    // Lenses that start something come with trust.
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#refreshLenses()));
  }

  /** Whether there is a server that needs facts. */
  get isStarted(): boolean {
    return this.#client.needed;
  }

  /** Sends the server the facts about the environment, if there is a server; the same facts are sent only once. */
  async setFacts(facts: Facts): Promise<void> {
    if (JSON.stringify(facts) === JSON.stringify(this.#facts)) return;
    this.#facts = facts;
    if (!this.isStarted) return;
    const client = await this.#client.get();
    await client.sendNotification(factsNotification, facts);
  }

  /** Sends the language server the servers that were launched, where it runs; the same ones are sent once. */
  async setServers(servers: readonly ServerView[]): Promise<void> {
    const text = JSON.stringify(servers);
    if (!this.isStarted || text === this.#servers) return;
    this.#servers = text;
    const client = await this.#client.get();
    await client.sendNotification(serversNotification, [...servers]);
  }

  /** What a `server_config.yaml` deploys; null where the server cannot tell. */
  deployment(uri: vscode.Uri): Promise<DeploymentView | null> {
    return this.ask<DeploymentView>(deploymentRequest, uri);
  }

  /** What a `twinkle_cluster.yaml` declares; null where the server cannot tell. */
  cluster(uri: vscode.Uri): Promise<ClusterView | null> {
    return this.ask<ClusterView>(clusterRequest, uri);
  }

  /** Where a file says something, or what is nearest around it; null where the server cannot tell. */
  async place(uri: vscode.Uri, at: readonly (string | number)[]): Promise<WireRange | null> {
    return this.ask<WireRange>(placeRequest, uri, { path: [...at] });
  }

  /**
   * The value of a `server_config.yaml` that made its launch fail, which has an error from then on, until the text
   * changes; null where that is not certain.
   *
   * @param cause undefined: the next launch has begun, and the error goes
   * @param ofTold of the launch whose begin was reported: of its text, and of no other
   */
  cause(uri: vscode.Uri, cause?: LaunchCause, ofTold = false): Promise<CauseView | null> {
    return this.ask<CauseView>(causeRequest, uri, cause && { cause, ofTold });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  protected override connection(): Promise<LanguageClient> {
    return this.#client.get();
  }

  /** Of configurations in the workspace, before one is open; then the library has a provider of its own. */
  readonly #symbols: vscode.WorkspaceSymbolProvider = {
    provideWorkspaceSymbols: async (query, token) => {
      if (this.isStarted) return [];
      try {
        const client = await this.#client.get();
        const provider = client.getFeature('workspace/symbol').getProviders()?.[0];
        return await provider?.provideWorkspaceSymbols(query, token);
      } catch (error) {
        this.#report(error);
        return [];
      }
    },
  };

  readonly #report = (error: unknown): void => {
    this.#log.error(error);
  };

  async #start(): Promise<LanguageClient> {
    const { nodeClients } = await import('./clients');
    const { LanguageClient, TransportKind } = await nodeClients();
    const options: LanguageClientOptions = {
      ...clientOptions(() => this.#facts),
      synchronize: { fileEvents: this.#watcher },
      middleware: {
        ...harmlessAnswers,
        provideCodeLenses: async (document, token, next) =>
          harmlessLenses(trustedLenses(await next(document, token))),
      },
    };
    const client = new LanguageClient(
      'twinkle.languageServer',
      'Twinkle Language Server',
      { module: this.#module, transport: TransportKind.stdio },
      options,
    );
    await started(client);
    this.#servers = '[]';
    this.#started.fire(undefined);
    return client;
  }

  async #refreshLenses(): Promise<void> {
    if (!this.isStarted) return;
    try {
      const lenses = (await this.#client.get()).getFeature('textDocument/codeLens');
      for (const document of vscode.workspace.textDocuments)
        lenses.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    } catch (error) {
      this.#report(error);
    }
  }
}
