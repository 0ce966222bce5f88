/** The keys that `when` clauses of the manifest read. */
import * as vscode from 'vscode';
import type { ClusterState, LaunchState } from '../core/session';

export interface ContextKeys {
  /** The workspace was searched once, so that an absent cluster file is really absent. */
  readonly ready: boolean;
  readonly hasClusterFile: boolean;
  readonly clusterState: ClusterState | undefined;
  readonly launchState: LaunchState | undefined;
  /** A server log was followed in this window. */
  readonly hasLog: boolean;
}

/** Sets only what changed: each key makes every menu look at its clauses again. */
export class ContextWriter {
  readonly #last = new Map<string, unknown>();

  set(keys: Partial<ContextKeys>): void {
    for (const [name, value] of Object.entries(keys)) {
      if (this.#last.has(name) && this.#last.get(name) === value) continue;
      this.#last.set(name, value);
      void vscode.commands.executeCommand('setContext', `twinkle.${name}`, value);
    }
  }
}
