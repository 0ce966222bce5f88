import * as vscode from 'vscode';
import { withProgress } from '../messages/progress';
import type { CommandHandler } from '../services';

/** Ends the launcher and waits until Ray reports no application. */
export const stopServer: CommandHandler = services => async given => {
  const model = await services.clusters.choose(given, vscode.l10n.t('Stop Server'));
  await withProgress(vscode.l10n.t('Stopping the Twinkle server'), services.log, undefined, signal =>
    model.launch.stop(signal),
  );
  await model.refresh();
};
