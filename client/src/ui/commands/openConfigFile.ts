import * as vscode from 'vscode';
import type { CommandHandler } from '../services';

/** Opens the configuration of the running server, else the one there is. */
export const openConfigFile: CommandHandler = services => async () => {
  const running = services.clusters.current?.launch.view.configFile;
  const uri =
    running === undefined
      ? await services.configFiles.choose(vscode.l10n.t('Open Server Configuration'))
      : vscode.Uri.file(running);
  await vscode.window.showTextDocument(uri);
};
