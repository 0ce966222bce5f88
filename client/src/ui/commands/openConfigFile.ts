import * as vscode from 'vscode';
import { uriOf } from '../files/given';
import { openPlace } from '../language/openPlace';
import type { CommandHandler, Services } from '../services';

/** Opens the configuration that is given, else that of the running server, else one of those there are. */
export const openConfigFile: CommandHandler = services => async (given, at) => {
  await openPlace(services.client, uriOf(given) ?? (await wanted(services)), at);
};

async function wanted({ clusters, configFiles }: Services): Promise<vscode.Uri> {
  const running = clusters.current?.launch.view.configFile;
  if (running !== undefined) return vscode.Uri.file(running);
  // The active one is open already.
  return configFiles.pick(vscode.l10n.t('Open Server Configuration'));
}
