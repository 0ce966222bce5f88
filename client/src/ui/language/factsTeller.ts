/** Tells the language server which twinkle-kit is installed, as the chosen interpreter says. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import { Disposables } from '../disposables';
import { chosenPython } from '../../core/cluster/interpreterPath';
import { UserError } from '../../core/text/text';
import { isCancellation } from '../messages/errors';
import { initialFacts } from './initialFacts';
import type { Services } from '../services';
import { onDidChangeSetting, pythonSetting } from '../settings/settings';

export class FactsTeller implements Disposable {
  readonly #services: Services;
  readonly #owned = new Disposables();
  #asking = new AbortController();
  #python: string | undefined;
  #twinkleVersion: string | undefined;

  constructor(services: Services) {
    this.#services = services;
    const again = () => void this.tell();
    this.#owned.add(onDidChangeSetting('python', again));
    this.#owned.add(onDidChangeSetting('version', again));
    this.#owned.add(onDidChangeSetting('rules', again));
    this.#owned.add(services.client.onDidStart(again));
    this.#owned.add(services.clusters.onDidChangeCurrent(again));
    this.#owned.add(services.clusterFiles.onDidChange(again));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(again));
  }

  /**
   * Asks the interpreter unless it was asked before. Never rejects: an unknown version is no error here. Nothing is asked
   * for a server that nobody needs yet.
   */
  async tell(): Promise<void> {
    if (!this.#services.client.isStarted) return;
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const python = vscode.workspace.isTrusted ? await this.#interpreter(signal) : undefined;
      signal.throwIfAborted();
      if (python !== this.#python) {
        const versions =
          python === undefined
            ? undefined
            : await this.#services.interpreters.versions(python, undefined, signal);
        signal.throwIfAborted();
        this.#python = python;
        this.#twinkleVersion = versions?.twinkle;
      }
      await this.#services.client.setFacts({
        ...initialFacts(),
        ...(this.#twinkleVersion === undefined ? {} : { twinkleVersion: this.#twinkleVersion }),
      });
    } catch (error) {
      // A newer question has taken over.
      if (!isCancellation(error)) this.#services.log.error(error);
    }
  }

  dispose(): void {
    this.#asking.abort();
    this.#owned.dispose();
  }

  /** Path of the one that the head of the shown cluster has, else of the setting's; undefined where none is named. */
  async #interpreter(signal: AbortSignal): Promise<string | undefined> {
    const { interpreters, client, clusters } = this.#services;
    const { current } = clusters;
    const view = current === undefined ? null : await client.cluster(current.uri);
    const python = chosenPython(view ?? undefined, pythonSetting())?.python;
    if (python === undefined) return undefined;
    try {
      return await interpreters.path(python, current?.file, signal);
    } catch (error) {
      // Whoever starts or launches with it gets a message; here the version is unknown.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}
