import type { CommandHandler } from '../services';

/** Shows the followed log of the server, and puts the focus there. */
export const showLog: CommandHandler =
  ({ log }) =>
  () => {
    log.showServerLog(false);
  };
