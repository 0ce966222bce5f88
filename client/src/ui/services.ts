/** What every command may use; made once by extension.ts. */
import type { Host } from '../core/host';
import type { Clusters } from './clusters';
import type { ForecastPages } from './forecastPages';
import type { Interpreters } from './interpreters';
import type { TwinkleLanguageClient } from './languageClient';
import type { OutputLog } from './outputLog';
import type { Preview } from './preview';
import type { Secrets } from './secrets';
import type { WorkspaceFiles } from './workspace';

export interface Services {
  readonly log: OutputLog;
  readonly client: TwinkleLanguageClient;
  readonly clusters: Clusters;
  readonly clusterFiles: WorkspaceFiles;
  readonly configFiles: WorkspaceFiles;
  readonly forecasts: ForecastPages;
  readonly host: Host;
  readonly interpreters: Interpreters;
  readonly preview: Preview;
  readonly secrets: Secrets;
}

/**
 * The handler of a command. `given`: what a menu or a code lens passes on, such as a file's Uri or a row of the tree;
 * a code lens may pass more.
 */
export type CommandHandler = (
  services: Services,
) => (given: unknown, ...more: unknown[]) => Promise<void> | void;
