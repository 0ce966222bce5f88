/**
 * What can be done about an error, or from the status bar, as data: core/ and app/ say what helps, and
 * ui/messages/buttons.ts knows its words and its command.
 */

/** A place in one of the two files. */
export interface FilePlace {
  /** Its path, or its URI; absent: the one that the views show. */
  readonly file?: string;
  /** Keys and indexes from the root of the file to what the error is about. */
  readonly at?: readonly (string | number)[];
}

export type Action =
  | ({ readonly kind: 'openClusterFile' | 'openConfigFile' } & FilePlace)
  /** Also goes to the first problem of the file, where one is named. */
  | { readonly kind: 'showProblems'; readonly file?: string }
  /** With the cluster file that is meant; absent: the one that the views show. */
  | {
      readonly kind: 'startCluster' | 'stopCluster' | 'stopServer' | 'sendTestRequest' | 'copyClientSnippet';
      readonly file?: string;
    }
  /** With a file of the cluster or the server that is meant. */
  | { readonly kind: 'copyEndpoint' | 'openDashboard'; readonly file?: string }
  /** With the configuration that is meant. */
  | {
      readonly kind: 'launchServer' | 'launchWith' | 'showForecast' | 'startAndLaunch';
      readonly file?: string;
    }
  /** The value of a configuration that made a launch fail. */
  | ({ readonly kind: 'showProblem' } & FilePlace)
  /** With lines of the log to look at, as they stand in it. */
  | { readonly kind: 'showServerLog'; readonly at?: string }
  | { readonly kind: 'openSetting'; readonly setting: 'python' | 'launch.environment' | 'launch.script' }
  | {
      readonly kind:
        | 'copyReport'
        | 'createClusterFile'
        | 'manageTrust'
        | 'newServerConfig'
        | 'openFolder'
        | 'refresh'
        | 'reloadWindow'
        | 'saveAs'
        | 'selectInterpreter'
        | 'setRayToken';
    };

/** Actions that start or end something, for which a click must be meant. */
export const actingKinds = [
  'startAndLaunch',
  'startCluster',
  'launchServer',
  'stopServer',
  'stopCluster',
] as const satisfies readonly Action['kind'][];

/** The first that starts and ends nothing. */
export function harmlessAction(actions: readonly Action[] = []): Action | undefined {
  return actions.find(({ kind }) => !actingKinds.some(each => each === kind));
}
