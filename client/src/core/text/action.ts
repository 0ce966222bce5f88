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
  | { readonly kind: 'startCluster' | 'stopCluster' | 'stopServer'; readonly file?: string }
  /** With the configuration that is meant. */
  | { readonly kind: 'launchServer'; readonly file?: string }
  | { readonly kind: 'openSetting'; readonly setting: 'python' }
  | {
      readonly kind:
        | 'createClusterFile'
        | 'manageTrust'
        | 'openDashboard'
        | 'openFolder'
        | 'refresh'
        | 'reloadWindow'
        | 'saveAs'
        | 'selectInterpreter'
        | 'setRayToken'
        | 'showServerLog';
    };

/** What a click on a row may do: the first that ends nothing. */
export function harmlessAction(actions: readonly Action[] = []): Action | undefined {
  return actions.find(({ kind }) => kind !== 'stopCluster' && kind !== 'stopServer');
}
