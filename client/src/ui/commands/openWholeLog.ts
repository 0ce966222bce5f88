import { openLogFile } from '../logs/openLogFile';
import type { CommandHandler } from '../services';
import { noLog } from './actions/absent';

/** Opens the file of the shown log in an editor. */
export const openWholeLog: CommandHandler = services => async () => {
  const { path } = services.openLogs.shown;
  if (path === undefined) await noLog(services);
  else await openLogFile(path);
};
