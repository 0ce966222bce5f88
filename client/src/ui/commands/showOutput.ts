import type { CommandHandler, TextServices } from '../services';

/** Shows the log of the extension itself. */
export const showOutput: CommandHandler<TextServices> =
  ({ log }) =>
  () => {
    log.show();
  };
