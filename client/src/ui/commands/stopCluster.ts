import * as vscode from 'vscode';
import { Emitter } from '../../core/async/event';
import type { Progress } from '../../core/async/progress';
import type { CommandHandler } from '../services';
import { withProgress } from '../messages/progress';
import { confirmModal } from '../messages/shown';

/** Ends exactly what was started, and says what is left if anything is. */
export const stopCluster: CommandHandler = services => async given => {
  const title = vscode.l10n.t('Stop Ray Cluster');
  const model = await services.clusters.choose(given, title);
  if (['launching', 'running'].includes(model.launch.view.state)) {
    const isConfirmed = await confirmModal(
      vscode.l10n.t('A Twinkle server runs on this cluster.'),
      vscode.l10n.t('It is stopped first, so that its applications end in order.'),
      vscode.l10n.t('Stop Both'),
    );
    if (!isConfirmed) return;
    await vscode.commands.executeCommand('twinkle.stopServer', model.uri);
    if (model.launch.view.state !== 'stopped') return;
  }
  const progress = new Emitter<Progress>();
  await withProgress(vscode.l10n.t('Stopping Ray cluster'), services.log, progress.event, signal =>
    model.session.stop({
      signal,
      onProgress: step => {
        progress.fire(step);
      },
    }),
  );
};
