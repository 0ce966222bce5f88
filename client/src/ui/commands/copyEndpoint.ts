import * as vscode from 'vscode';
import { text } from '../../core/text/text';
import { offer } from '../messages/offer';
import type { CommandHandler } from '../services';
import { noServer } from './actions/absent';

/** Copies the address that clients of the running server connect to. */
export const copyEndpoint: CommandHandler = services => async given => {
  const model = await services.clusters.choose(given, vscode.l10n.t('Copy Endpoint'));
  const { state, endpoint } = model.launch.view;
  if (state !== 'running' || endpoint === undefined) {
    noServer(services, model);
    return;
  }
  await vscode.env.clipboard.writeText(endpoint);
  offer(services.log, text('Copied: {0}', endpoint));
};
