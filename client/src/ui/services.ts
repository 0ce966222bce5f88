/** What commands may use; made once by extension.ts, and by web.ts where there is no machine. */
import type * as vscode from 'vscode';
import type { Keeper } from '../core/machine/keeper';
import type { Clusters } from './model/clusters';
import type { ForecastPages } from './pages/forecastPages';
import type { Interpreters } from './settings/interpreters';
import type { TwinkleLanguageClient } from './language/client';
import type { OpenLogs } from './logs/openLogs';
import type { OutputLog } from './messages/outputLog';
import type { Preview } from './pages/preview';
import type { Secrets } from './settings/secrets';
import type { WorkspaceFiles } from './files/workspace';

/** Of a command that also works without a machine. */
export interface TextServices {
  readonly log: Pick<OutputLog, 'error' | 'show'>;
  readonly client: Pick<TwinkleLanguageClient, 'check'>;
  readonly clusterFiles: WorkspaceFiles;
  readonly configFiles: WorkspaceFiles;
  readonly forecasts: ForecastPages;
}

export interface Services extends TextServices {
  readonly log: OutputLog;
  readonly client: TwinkleLanguageClient;
  readonly clusters: Clusters;
  readonly interpreters: Interpreters;
  /** Refuses everything where the workspace is not trusted. */
  readonly keeper: Pick<Keeper, 'facts' | 'models' | 'run' | 'survey' | 'list' | 'read' | 'beginnings'>;
  /** What this workspace remembers. */
  readonly memory: vscode.Memento;
  readonly openLogs: OpenLogs;
  readonly preview: Preview;
  readonly secrets: Secrets;
  /** Tells the language server what is installed, as far as that is known. Never rejects. */
  readonly tellFacts: () => Promise<void>;
}

/**
 * The handler of a command. `given`: what a menu or a code lens passes on, such as a file's Uri or a row of the tree;
 * a code lens may pass more.
 */
export type CommandHandler<S = Services> = (
  services: S,
) => (given: unknown, ...more: unknown[]) => Promise<void> | void;
