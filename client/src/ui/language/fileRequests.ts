/** The requests of server/src/protocol.ts that need no machine: they are about texts alone. */
import type * as vscode from 'vscode';
import {
  checkRequest,
  forecastRequest,
  newClusterRequest,
  newConfigChoicesRequest,
  newConfigRequest,
  type CheckedFile,
  type FileParams,
  type ForecastView,
  type NewCluster,
  type NewClusterParams,
  type NewConfigAnswers,
  type NewConfigChoices,
} from '../../../../server/src/protocol';
import { noAnswer } from './noAnswer';

/** What is needed of `LanguageClient`, which the library has once for Node and once for a browser. */
interface Connection {
  sendRequest<T>(method: string, params?: object): Promise<T>;
}

/** Each throws a UserError where the language server does not answer. */
export abstract class FileRequests {
  /** Findings of a file as the editor shows them. */
  check(uri: vscode.Uri): Promise<CheckedFile | null> {
    return this.ask<CheckedFile>(checkRequest, uri);
  }

  /** Where the applications of a `server_config.yaml` land; null where the server cannot tell. */
  forecast(uri: vscode.Uri): Promise<ForecastView | null> {
    return this.ask<ForecastView>(forecastRequest, uri);
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

  /** A server that runs; starts it where it does not yet. */
  protected abstract connection(): Promise<Connection>;

  /** Asks about a file; null where the server cannot tell. */
  protected ask<T>(method: string, uri: vscode.Uri, more: object = {}): Promise<T | null> {
    const params: FileParams = { uri: this.uriText(uri), ...more };
    return this.#request<T | null>(method, params);
  }

  async #request<T>(method: string, params?: object): Promise<T> {
    try {
      return await (await this.connection()).sendRequest<T>(method, params);
    } catch (cause) {
      throw noAnswer(cause);
    }
  }
}
