import * as vscode from 'vscode';
import { Emitter } from '../../core/async/event';
import type { Progress } from '../../core/async/progress';
import type { CommandHandler } from '../services';
import { clusterViewOf } from '../language/clusterView';
import { withProgress } from '../messages/progress';

/** Starts the nodes of a cluster file and waits until Ray counts them all. */
export const startCluster: CommandHandler = services => async given => {
  const title = vscode.l10n.t('Start Ray Cluster');
  const model = await services.clusters.choose(given, title);
  const view = await clusterViewOf(services, model.uri);
  const progress = new Emitter<Progress>();
  await vscode.commands.executeCommand('twinkle.cluster.focus', { preserveFocus: true });
  await withProgress(
    vscode.l10n.t('Starting Ray cluster {0}', view.name),
    services.log,
    progress.event,
    signal =>
      model.session.start(view, {
        signal,
        onProgress: step => {
          progress.fire(step);
        },
      }),
  );
  await model.refresh();
};
