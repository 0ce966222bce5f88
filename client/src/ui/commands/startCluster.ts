import * as vscode from 'vscode';
import { text } from '../../core/text/text';
import { buttonOf } from '../messages/buttons';
import { offer } from '../messages/offer';
import type { CommandHandler } from '../services';
import { startNodes } from './actions/startNodes';

/** Starts the nodes of a cluster file and waits until Ray counts them all. */
export const startCluster: CommandHandler = services => async given => {
  const model = await services.clusters.choose(given, vscode.l10n.t('Start Ray Cluster'));
  // As it is now, not as it was when somebody last looked.
  if (model.runs) await model.refresh();
  if (model.session.status.state !== 'running') {
    await startNodes(services, model);
    return;
  }
  const { state } = model.launch.view;
  const what = text('The Ray cluster of {0} is already running.', vscode.workspace.asRelativePath(model.uri));
  const mayLaunch = state === 'stopped' || state === 'failed';
  offer(services.log, what, ...(mayLaunch ? [buttonOf({ kind: 'launchServer' })] : []));
};
