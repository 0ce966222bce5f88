import * as vscode from 'vscode';
import { configOf } from '../files/given';
import type { CommandHandler, TextServices } from '../services';

/** Shows where each application would land on the nodes of the cluster file. Runs nothing, so it needs no trust. */
export const forecast: CommandHandler<TextServices> = services => async given => {
  await services.forecasts.show(
    await configOf(services.configFiles, given, vscode.l10n.t('Forecast Placement')),
  );
};
