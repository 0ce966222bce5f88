import * as vscode from 'vscode';
import { text, UserError } from '../../core/text/text';
import { showMessage } from '../messages/shown';
import type { CommandHandler } from '../services';

/** Opens Ray's dashboard in a browser; where it asks for the token of the cluster, offers to copy that. */
export const openDashboard: CommandHandler = services => async given => {
  const model = await services.clusters.choose(given, vscode.l10n.t('Open Ray Dashboard'));
  const { connection } = model.session.status;
  if (connection === undefined) {
    throw new UserError(
      text('The Ray cluster of {0} is not running.', vscode.workspace.asRelativePath(model.uri)),
      text('Its dashboard comes with it.'),
      { kind: 'startCluster', file: model.uri.toString() },
    );
  }
  await vscode.env.openExternal(vscode.Uri.parse(connection.dashboardUrl, true));
  if (connection.auth === 'disabled') return;
  const token = await services.secrets.get(await model.tokenSecret());
  if (token === undefined) return;
  const copy = vscode.l10n.t('Copy Token');
  const question = vscode.l10n.t("Ray's dashboard asks for the token of this cluster.");
  if ((await showMessage('information', question, copy)) === copy)
    await vscode.env.clipboard.writeText(token);
};
