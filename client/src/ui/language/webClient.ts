/** The language server in a web worker, and the requests of server/src/protocol.ts that need no machine. */
import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/browser';
import {
  factsNotification,
  findFilesRequest,
  listFolderRequest,
  readFileRequest,
  type FileParams,
  type FindParams,
} from '../../../../server/src/protocol';
import type { Disposable } from '../../core/async/event';
import { Lazy } from '../../core/async/lazy';
import { Disposables } from '../disposables';
import { findFiles, listFolder, readFile } from '../files/virtualFiles';
import { onDidChangeSetting } from '../settings/settings';
import { textLenses } from '../trust/lenses';
import { clientOptions, started } from './clientOptions';
import { browserClients } from './clients';
import { FileRequests } from './fileRequests';
import { harmlessAnswers, harmlessLenses } from './harmlessAnswers';
import { initialFacts } from './initialFacts';
import { startWithDocuments } from './servedClient';
import { workerClient } from './workerClient';

export class WebLanguageClient extends FileRequests implements Disposable {
  readonly #script: string;
  readonly #owned = new Disposables();
  readonly #client: Lazy<LanguageClient>;

  /** @param onError for what nobody waits for */
  constructor({ extensionUri }: vscode.ExtensionContext, onError: (error: unknown) => void) {
    super();
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

  dispose(): void {
    this.#owned.dispose();
  }

  async #start(): Promise<LanguageClient> {
    const library = await browserClients();
    const options: LanguageClientOptions = {
      ...clientOptions(initialFacts),
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
    return started(client);
  }

  async #tellFacts(): Promise<void> {
    if (this.#client.needed)
      await (await this.#client.get()).sendNotification(factsNotification, initialFacts());
  }

  protected override connection(): Promise<LanguageClient> {
    return this.#client.get();
  }
}
