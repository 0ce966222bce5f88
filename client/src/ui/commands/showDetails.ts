import { detailLines } from '../../core/rows/details';
import type { Row } from '../../core/rows/row';
import { rowOf } from '../files/given';
import { renderAll } from '../messages/l10n';
import type { CommandHandler } from '../services';

/** Shows all that is known of a row of the tree, read-only: the row itself is cut where the view is narrow. */
export const showDetails: CommandHandler =
  ({ preview }) =>
  async given => {
    const row = rowOf(given);
    if (row === undefined) return;
    await preview.show(`${fileName(row)}.txt`, `${renderAll(detailLines(row), '\n')}\n`, 'here');
  };

/** A name for the tab. */
function fileName({ label }: Row): string {
  const words = renderAll([label], '').replaceAll('/', '∕');
  return words.length <= 60 ? words : `${words.slice(0, 59)}…`;
}
