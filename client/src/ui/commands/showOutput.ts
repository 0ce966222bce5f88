import type { CommandHandler } from '../services';

/** Shows the log of the extension itself. */
export const showOutput: CommandHandler =
  ({ log }) =>
  () => {
    log.show();
  };
