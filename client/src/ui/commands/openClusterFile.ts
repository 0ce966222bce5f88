import * as vscode from 'vscode';
import type { CommandHandler } from '../services';

export const openClusterFile: CommandHandler = services => async given => {
  const model = await services.clusters.choose(given, vscode.l10n.t('Open Cluster File'));
  await vscode.window.showTextDocument(model.uri);
};
