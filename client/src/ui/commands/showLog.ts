import { goToOutput } from '../messages/outputPlace';
import type { CommandHandler } from '../services';
import { noLog } from './actions/absent';

/**
 * Shows the followed log of the server, and puts the focus there; where there is none, it says so. `at`: lines of it, to
 * the last of which it goes.
 */
export const showLog: CommandHandler = services => async (_, at) => {
  const { clusters, log } = services;
  if (!log.hasServerLines && !clusters.ready) await clusters.rescan();
  // One that another window launched has a log, too.
  if (!log.hasServerLines) await clusters.current?.recover();
  const { state, logFile } = clusters.current?.launch.view ?? {};
  // Its first lines are about to come.
  const isComing = state === 'launching' || state === 'running';
  if (!log.hasServerLines && !(isComing && logFile !== undefined)) {
    await noLog(services);
    return;
  }
  log.showServerLog(false);
  if (typeof at === 'string') await goToOutput(at);
};
