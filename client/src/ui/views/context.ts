/** The keys that `when` clauses of the manifest read. */
import * as vscode from 'vscode';
import type { ClusterState } from '../../core/cluster/status';
import type { LaunchState } from '../../core/launch/view';
import { servedSchemes } from '../files/documents';
import { tickStep } from './walkthroughSteps';

export interface ContextKeys {
  /** The workspace was searched once, so that an absent cluster file is really absent. */
  readonly ready: boolean;
  readonly hasClusterFile: boolean;
  readonly clusterState: ClusterState | undefined;
  readonly launchState: LaunchState | undefined;
  /** A server log was followed in this window. */
  readonly hasLog: boolean;
  /** Applications run on whose launcher has ended. */
  readonly hasLeft: boolean;
  /** An interpreter is named by the setting or by the cluster file. */
  readonly hasInterpreter: boolean;
  readonly hasConfigFile: boolean;
  /** A forecast was shown in this window. */
  readonly forecastShown: boolean;
  /** The extension runs in a browser, where nothing can be started. */
  readonly noMachine: boolean;
  /** Schemes of the documents that the language server knows. */
  readonly servedSchemes: readonly string[];
}

/** Sets only what changed: each key makes every menu look at its clauses again. */
export class ContextWriter {
  readonly #last = new Map<string, unknown>();

  set(keys: Partial<ContextKeys>): void {
    for (const [name, value] of Object.entries(keys)) {
      if (this.#last.has(name) && this.#last.get(name) === value) continue;
      this.#last.set(name, value);
      void vscode.commands.executeCommand('setContext', `twinkle.${name}`, value);
      tickStep(name, value);
    }
  }
}

/** Tells the welcome text whether there is a configuration, now and when that changes. */
export function tellConfigFiles(
  files: { list(): Promise<readonly unknown[]>; readonly onDidChange: vscode.Event<void> },
  onError: (error: unknown) => void,
): vscode.Disposable {
  const writer = new ContextWriter();
  const tell = () => {
    files.list().then(({ length }) => {
      writer.set({ hasConfigFile: length > 0 });
    }, onError);
  };
  tell();
  return files.onDidChange(tell);
}

/** Tells the menus which documents are served, also when the workspace changes. */
export function tellServedSchemes(): vscode.Disposable {
  const writer = new ContextWriter();
  const tell = () => {
    writer.set({ servedSchemes: servedSchemes() });
  };
  tell();
  return vscode.workspace.onDidChangeWorkspaceFolders(tell);
}
