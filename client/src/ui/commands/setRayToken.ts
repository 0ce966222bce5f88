import * as vscode from 'vscode';
import { isSendableToken } from '../../core/secrets/rayToken';
import type { CommandHandler } from '../services';
import { ask } from '../messages/shown';

/** Asks for the token of a cluster that was not started here, and keeps it in the editor's secret storage. */
export const setRayToken: CommandHandler = services => async given => {
  const title = vscode.l10n.t('Set Ray Token');
  const model = await services.clusters.choose(given, title);
  const token = await ask({
    title,
    prompt: vscode.l10n.t('Token of the cluster of {0}', vscode.workspace.asRelativePath(model.uri)),
    password: true,
    check: tokenFault,
  });
  if (token === undefined) return;
  await services.secrets.set(await model.tokenSecret(), token.trim());
  await model.refresh();
};

function tokenFault(value: string): string | undefined {
  const token = value.trim();
  if (token === '') return vscode.l10n.t('A token must not be empty.');
  if (!isSendableToken(token)) return vscode.l10n.t('A token must contain only printable ASCII characters.');
  return undefined;
}
