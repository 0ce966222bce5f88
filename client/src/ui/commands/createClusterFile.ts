import * as vscode from 'vscode';
import { look } from '../../app/newConfig/look';
import { nothingSeen, type Sight } from '../../core/newConfig/sight';
import { sentences } from '../../core/text/sentences';
import { text, UserError } from '../../core/text/text';
import { showMessage } from '../messages/shown';
import { withLateProgress } from '../messages/progress';
import { writeNew } from '../newConfig/target';
import { wireCards } from '../newConfig/wizard';
import type { CommandHandler, Services } from '../services';
import { mayLook } from '../trust/trust';

/**
 * Writes a cluster file beside the configuration, and opens it: the nodes that the configuration needs, with the cards
 * that this machine has.
 */
export const createClusterFile: CommandHandler = services => async () => {
  const config = services.configFiles.active() ?? (await services.configFiles.list())[0];
  const folder =
    config === undefined ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(config, '..');
  if (folder === undefined) {
    throw new UserError(
      text('No folder is open.'),
      text('Open the folder that contains your server_config.yaml.'),
      { kind: 'openFolder' },
    );
  }
  const uri = vscode.Uri.joinPath(folder, 'twinkle_cluster.yaml');
  const isThere = await exists(uri);
  const conflicts = isThere ? [] : await write(services, uri, config);
  await vscode.window.showTextDocument(uri);
  if (isThere)
    void showMessage(
      'information',
      vscode.l10n.t('{0} is there already. Nothing was changed.', vscode.workspace.asRelativePath(uri)),
    );
  if (conflicts.length > 0) void tell(conflicts, config);
};

/** Why the configuration does not run on the cards of this machine. */
async function write(
  services: Services,
  uri: vscode.Uri,
  config: vscode.Uri | undefined,
): Promise<readonly string[]> {
  const cards = wireCards(await sight(services));
  const { client } = services;
  const { text: content, conflicts } = await client.newCluster({
    ...(config !== undefined && { config: client.uriText(config) }),
    ...(cards !== undefined && { cards }),
  });
  await writeNew({ uri, isBlank: false }, content);
  return conflicts;
}

/** The tools that report cards may take seconds. */
async function sight({ keeper, log }: Services): Promise<Sight> {
  if (!mayLook()) return nothingSeen;
  return withLateProgress(vscode.l10n.t('Looking for cards'), log, signal => look(keeper, signal));
}

async function tell(conflicts: readonly string[], config: vscode.Uri | undefined): Promise<void> {
  const open = vscode.l10n.t('Open Server Configuration');
  const chosen = await showMessage('warning', sentences(conflicts), ...(config === undefined ? [] : [open]));
  if (chosen === open && config !== undefined) await vscode.window.showTextDocument(config);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
