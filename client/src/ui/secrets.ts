/** Secrets by name, in the editor's SecretStorage and nowhere else. */
import type * as vscode from 'vscode';
import type { SecretStore } from '../app/clusterSession';

export class Secrets implements SecretStore {
  readonly #storage: vscode.SecretStorage;

  constructor(storage: vscode.SecretStorage) {
    this.#storage = storage;
  }

  async get(name: string): Promise<string | undefined> {
    return this.#storage.get(name);
  }

  async set(name: string, value: string): Promise<void> {
    await this.#storage.store(name, value);
  }
}
