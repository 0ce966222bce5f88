/** Says what is so, where there is nothing to do or to show, and offers what fits. */
import type { Text } from '../../core/text/text';
import { render } from './l10n';
import type { OutputLog } from './outputLog';
import { showError } from './errors';
import { showMessage } from './shown';

/** A button with what it does. */
export interface Offer {
  readonly title: string;
  readonly run: () => Thenable<unknown>;
}

/** Does not wait: the message stays until somebody closes it, and the command is over. */
export function offer(log: OutputLog, what: Text, ...offers: readonly Offer[]): void {
  const wait = async () => {
    try {
      const chosen = await showMessage('information', render(what), ...offers.map(({ title }) => title));
      await offers.find(({ title }) => title === chosen)?.run();
    } catch (error) {
      void showError(error, log);
    }
  };
  void wait();
}
