import * as vscode from 'vscode';
import { uriOf } from '../files/given';
import { openPlace } from '../language/openPlace';
import type { CommandHandler } from '../services';

/** Opens the cluster file that is given or shown, at what an error is about. */
export const openClusterFile: CommandHandler = services => async (given, at) => {
  const { client, clusters, clusterFiles } = services;
  const file = uriOf(given);
  // A button names a cluster file, which need not be shown or running.
  const uri =
    file !== undefined && clusterFiles.matches(file)
      ? file
      : (await clusters.choose(given, vscode.l10n.t('Open Cluster File'))).uri;
  await openPlace(client, uri, at);
};
