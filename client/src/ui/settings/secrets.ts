/** Secrets by name, in the editor's SecretStorage and nowhere else. */
import type * as vscode from 'vscode';
import type { SecretStore } from '../../app/cluster/session';
import { olderTokenSecret } from '../../core/secrets/rayToken';

type Storage = Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;

export class Secrets implements SecretStore {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** The token of a cluster that an older version started is found under its older name. */
  async get(name: string): Promise<string | undefined> {
    const older = olderTokenSecret(name);
    return (
      (await this.#storage.get(name)) ?? (older === undefined ? undefined : await this.#storage.get(older))
    );
  }

  async set(name: string, value: string): Promise<void> {
    await this.#storage.store(name, value);
  }

  async remove(name: string): Promise<void> {
    await this.#storage.delete(name);
  }
}
