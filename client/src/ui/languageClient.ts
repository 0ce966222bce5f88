/** The language server's process and the requests of server/src/protocol.ts. */
import * as vscode from 'vscode';
import {
  CodeLensRequest,
  LanguageClient,
  TransportKind,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import type { Disposable } from '../core/event';
import {
  checkRequest,
  clusterRequest,
  deploymentRequest,
  diagnosticSource,
  factsNotification,
  forecastRequest,
  type CheckedFile,
  type ClusterView,
  type DeploymentView,
  type Facts,
  type FileParams,
  type ForecastView,
  type InitializationOptions,
} from '../../../server/src/protocol';
import { text, UserError } from '../core/text';
import { servedDocuments } from './documents';
import { harmlessAnswers, harmlessLenses } from './harmlessAnswers';
import { trustedLenses } from './lenses';
import type { OutputLog } from './outputLog';
import { onDidChangeServedSchemes, restarted } from './servedClient';

export class TwinkleLanguageClient implements Disposable {
  readonly #client: LanguageClient;
  // Of configurations that are not open; cluster files the server asks for by itself.
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/server_config*.{yaml,yml}');
  readonly #log: OutputLog;
  // Lenses that start something come with trust.
  readonly #trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    const lenses = this.#client.getFeature(CodeLensRequest.method);
    for (const document of vscode.workspace.textDocuments)
      lenses.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
  });
  readonly #schemes = onDidChangeServedSchemes(() => {
    if (this.#started !== undefined) this.#startedBy(restarted(this.#client, this.#started, this.#report));
  });
  readonly #report = (error: unknown): void => {
    this.#log.error(error);
  };
  #facts: Facts;
  #started: Promise<void> | undefined;

  constructor(context: vscode.ExtensionContext, log: OutputLog, facts: Facts) {
    this.#log = log;
    this.#facts = facts;
    const module = context.asAbsolutePath('server/dist/server.js');
    const options: LanguageClientOptions = {
      documentSelector: servedDocuments(),
      diagnosticCollectionName: diagnosticSource,
      initializationOptions: (): InitializationOptions => ({
        facts: this.#facts,
        codeLens: true,
        diagnostics: 'push',
      }),
      synchronize: { fileEvents: this.#watcher },
      middleware: {
        ...harmlessAnswers,
        provideCodeLenses: async (document, token, next) =>
          harmlessLenses(trustedLenses(await next(document, token))),
      },
    };
    this.#client = new LanguageClient(
      'twinkle.languageServer',
      'Twinkle Language Server',
      { module, transport: TransportKind.stdio },
      options,
    );
  }

  /** Starts the server without waiting for it; each request waits by itself. */
  start(): void {
    if (this.#started === undefined) this.#startedBy(this.#client.start());
  }

  /** Sends the server the facts about the environment; the same facts are sent only once. */
  async setFacts(facts: Facts): Promise<void> {
    if (JSON.stringify(facts) === JSON.stringify(this.#facts)) return;
    this.#facts = facts;
    if (this.#started === undefined) return;
    await this.#started;
    await this.#client.sendNotification(factsNotification, facts);
  }

  /** What a `server_config.yaml` deploys; null where the server cannot tell. */
  deployment(uri: vscode.Uri): Promise<DeploymentView | null> {
    return this.#ask<DeploymentView>(deploymentRequest, uri);
  }

  /** What a `twinkle_cluster.yaml` declares; null where the server cannot tell. */
  cluster(uri: vscode.Uri): Promise<ClusterView | null> {
    return this.#ask<ClusterView>(clusterRequest, uri);
  }

  /** Findings of a file as the editor shows them. */
  check(uri: vscode.Uri): Promise<CheckedFile | null> {
    return this.#ask<CheckedFile>(checkRequest, uri);
  }

  /** Where the applications of a `server_config.yaml` land; null where the server cannot tell. */
  forecast(uri: vscode.Uri): Promise<ForecastView | null> {
    return this.#ask<ForecastView>(forecastRequest, uri);
  }

  dispose(): void {
    this.#trusted.dispose();
    this.#schemes.dispose();
    this.#watcher.dispose();
    // Bounded by the library: it ends the process when it does not leave by itself.
    void this.#client.dispose().catch(this.#report);
  }

  #startedBy(started: Promise<void>): void {
    this.#started = started;
    started.catch(this.#report);
  }

  async #ask<T>(method: string, uri: vscode.Uri): Promise<T | null> {
    this.start();
    try {
      await this.#started;
      const params: FileParams = { uri: this.#client.code2ProtocolConverter.asUri(uri) };
      return await this.#client.sendRequest<T | null>(method, params);
    } catch (cause) {
      throw new UserError(
        text('The Twinkle language server does not answer ({0}).', String(cause)),
        text('Run "Developer: Reload Window". Its log is the output channel "Twinkle Language Server".'),
        undefined,
        { cause },
      );
    }
  }
}
