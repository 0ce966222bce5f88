import * as vscode from 'vscode';
import type { CommandHandler } from '../services';
import { wantedLaunch } from './actions/launch';
import { startAndLaunchServer } from './actions/startAndLaunch';

/** Starts the cluster where it does not run, then launches the server. */
export const startAndLaunch: CommandHandler = services => async given => {
  await startAndLaunchServer(
    services,
    await wantedLaunch(services, given, vscode.l10n.t('Start and Launch')),
  );
};
