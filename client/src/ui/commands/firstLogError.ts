import * as vscode from 'vscode';
import { firstError } from '../../app/logs/firstError';
import { withLateProgress } from '../messages/progress';
import { showMessage } from '../messages/shown';
import { openLogFile } from '../logs/openLogFile';
import type { CommandHandler } from '../services';
import { noLog } from './actions/absent';

/** Opens the file of the shown log at its first line that reports an error. */
export const firstLogError: CommandHandler = services => async () => {
  const { path, channel } = services.openLogs.shown;
  if (path === undefined) {
    await noLog(services);
    return;
  }
  const title = vscode.l10n.t('Looking for the first error in {0}', channel.name);
  const line = await withLateProgress(title, services.log, signal =>
    firstError(services.keeper, path, signal),
  );
  if (line === undefined) {
    await showMessage('information', vscode.l10n.t('{0} reports no error.', channel.name));
    return;
  }
  await openLogFile(path, line);
};
