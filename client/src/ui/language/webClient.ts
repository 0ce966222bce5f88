/** The language server in a web worker, and the requests of server/src/protocol.ts that need no machine. */
import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/browser';
import {
  checkRequest,
  diagnosticSource,
  factsNotification,
  findFilesRequest,
  forecastRequest,
  listFolderRequest,
  newClusterRequest,
  newConfigChoicesRequest,
  newConfigRequest,
  readFileRequest,
  rulePageScheme,
  type CheckedFile,
  type FileParams,
  type FindParams,
  type ForecastView,
  type InitializationOptions,
  type NewCluster,
  type NewClusterParams,
  type NewConfigAnswers,
  type NewConfigChoices,
} from '../../../../server/src/protocol';
import type { Disposable } from '../../core/async/event';
import { Lazy } from '../../core/async/lazy';
import { Disposables } from '../disposables';
import { servedDocuments } from '../files/documents';
import { findFiles, listFolder, readFile } from '../files/virtualFiles';
import { onDidChangeSetting } from '../settings/settings';
import { textLenses } from '../trust/lenses';
import { browserClients } from './clients';
import { harmlessAnswers, harmlessLenses } from './harmlessAnswers';
import { initialFacts } from './initialFacts';
import { noAnswer } from './noAnswer';
import { startWithDocuments } from './servedClient';
import { suggestCommand } from './suggestCommand';
import { workerClient } from './workerClient';

export class WebLanguageClient implements Disposable {
  readonly #script: string;
  readonly #owned = new Disposables();
  readonly #client: Lazy<LanguageClient>;

  /** @param onError for what nobody waits for */
  constructor({ extensionUri }: vscode.ExtensionContext, onError: (error: unknown) => void) {
    this.#script = vscode.Uri.joinPath(extensionUri, 'server/dist/programs.js').toString(true);
    this.#client = this.#owned.add(
      new Lazy(
        () => this.#start(),
        client => void client.dispose().catch(onError),
      ),
    );
    this.#owned.add(startWithDocuments(this.#client, onError));
    for (const name of ['version', 'rules'] as const)
      this.#owned.add(onDidChangeSetting(name, () => void this.#tellFacts().catch(onError)));
  }

  /** Findings of a file as the editor shows them. */
  check(uri: vscode.Uri): Promise<CheckedFile | null> {
    const params: FileParams = { uri: this.uriText(uri) };
    return this.#request(checkRequest, params);
  }

  /** Where the applications of a `server_config.yaml` land; null where the server cannot tell. */
  forecast(uri: vscode.Uri): Promise<ForecastView | null> {
    const params: FileParams = { uri: this.uriText(uri) };
    return this.#request(forecastRequest, params);
  }

  /** What can be chosen for a new configuration. */
  newConfigChoices(): Promise<NewConfigChoices> {
    return this.#request(newConfigChoicesRequest);
  }

  /** The text of a new configuration. */
  newConfig(answers: NewConfigAnswers): Promise<string> {
    return this.#request(newConfigRequest, answers);
  }

  /** The text of a new cluster file. */
  newCluster(params: NewClusterParams): Promise<NewCluster> {
    return this.#request(newClusterRequest, params);
  }

  /** A file as the parameters of requests have it. */
  uriText(uri: vscode.Uri): string {
    return uri.toString();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #start(): Promise<LanguageClient> {
    const library = await browserClients();
    const options: LanguageClientOptions = {
      documentSelector: servedDocuments(),
      diagnosticCollectionName: diagnosticSource,
      initializationOptions: (): InitializationOptions => ({
        facts: initialFacts(),
        codeLens: true,
        diagnostics: 'push',
        rulePages: `${rulePageScheme}:`,
        suggestCommand,
      }),
      middleware: {
        ...harmlessAnswers,
        // A folder that the browser itself opened has files, too, which nothing can be started from.
        provideCodeLenses: async (document, token, next) =>
          harmlessLenses(textLenses(await next(document, token))),
      },
    };
    const client = workerClient(library, this.#script, options);
    client.onRequest(readFileRequest, ({ uri }: FileParams) => readFile(uri));
    client.onRequest(listFolderRequest, ({ uri }: FileParams) => listFolder(uri));
    client.onRequest(findFilesRequest, ({ most }: FindParams) => findFiles(most));
    try {
      await client.start();
    } catch (error) {
      void client.dispose().catch(() => undefined);
      throw error;
    }
    return client;
  }

  async #tellFacts(): Promise<void> {
    if (this.#client.needed)
      await (await this.#client.get()).sendNotification(factsNotification, initialFacts());
  }

  async #request<T>(method: string, params?: object): Promise<T> {
    try {
      return await (await this.#client.get()).sendRequest<T>(method, params);
    } catch (cause) {
      throw noAnswer(cause);
    }
  }
}
