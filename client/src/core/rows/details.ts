/** The read-only page of a row. */
import type { Row } from './row';
import { plain, text, type Text } from '../text/text';

/** Lines of the page. It begins with what the row says of itself, unless that is among its details already. */
export function detailLines({ label, details }: Pick<Row, 'label' | 'details'>): readonly Text[] {
  const name = plain(label);
  const [first = text('')] = details;
  const isTold = plain(first).startsWith(name) || details.some(line => plain(line) === name);
  return isTold ? details : [label, ...details];
}
