/** The tokens of clusters whose `auth` is `token`, in the editor's SecretStorage and nowhere else. */
import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';

export class Secrets {
  constructor(private readonly storage: vscode.SecretStorage) {}

  /** The token of a cluster, by the path of its cluster file. */
  async token(clusterFile: string): Promise<string | undefined> {
    return this.storage.get(key(clusterFile));
  }

  /** The token of a cluster; a new one of 32 random bytes is made where there is none. */
  async tokenOrNew(clusterFile: string): Promise<string> {
    const known = await this.token(clusterFile);
    if (known !== undefined) return known;
    const made = randomBytes(32).toString('hex');
    await this.setToken(clusterFile, made);
    return made;
  }

  async setToken(clusterFile: string, token: string): Promise<void> {
    await this.storage.store(key(clusterFile), token);
  }
}

function key(clusterFile: string): string {
  return `rayToken:${clusterFile}`;
}
