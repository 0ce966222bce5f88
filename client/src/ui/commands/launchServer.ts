import * as vscode from 'vscode';
import { text } from '../../core/text/text';
import { buttonOf } from '../messages/buttons';
import { offer } from '../messages/offer';
import type { CommandHandler } from '../services';
import { launch, wantedLaunch } from './actions/launch';
import { startAndLaunchServer } from './actions/startAndLaunch';

/** Launches the server; where its cluster does not run, it offers to start that first, and goes on with this launch. */
export const launchServer: CommandHandler = services => async given => {
  const wanted = await wantedLaunch(services, given, vscode.l10n.t('Launch Server'));
  const { model } = wanted;
  const { connection, state } = model.session.status;
  if (connection !== undefined) {
    await launch(services, wanted);
    return;
  }
  if (state === 'starting') {
    await startAndLaunchServer(services, wanted);
    return;
  }
  offer(
    services.log,
    text('The Ray cluster of {0} is not running.', vscode.workspace.asRelativePath(model.uri)),
    buttonOf({ kind: 'startAndLaunch', file: wanted.config.toString() }),
  );
};
