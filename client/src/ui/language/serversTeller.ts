/** Tells the language server which servers were launched, for the lenses of their files. */
import * as vscode from 'vscode';
import type { ServerView } from '../../../../server/src/protocol';
import type { Disposable, Event } from '../../core/async/event';
import type { LaunchView } from '../../core/launch/view';
import { Disposables } from '../disposables';
import type { TwinkleLanguageClient } from './client';

export interface ServersTellerPorts {
  readonly client: Pick<TwinkleLanguageClient, 'onDidStart' | 'setServers' | 'uriText'>;
  /** Of all clusters. */
  readonly launches: () => readonly LaunchView[];
  readonly onDidChange: Event<undefined>;
  readonly onError: (error: unknown) => void;
}

export class ServersTeller implements Disposable {
  readonly #owned = new Disposables();

  constructor({ client, launches, onDidChange, onError }: ServersTellerPorts) {
    const tell = () => {
      const servers = launches().flatMap(view => serverOf(view, uri => client.uriText(uri)) ?? []);
      client.setServers(servers).catch(onError);
    };
    this.#owned.add(onDidChange(tell));
    this.#owned.add(client.onDidStart(tell));
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function serverOf(
  { state, configFile, endpoint }: LaunchView,
  uriText: (uri: vscode.Uri) => string,
): ServerView | undefined {
  if ((state !== 'launching' && state !== 'running') || configFile === undefined || endpoint === undefined)
    return undefined;
  return { configUri: uriText(vscode.Uri.file(configFile)), state, endpoint };
}
