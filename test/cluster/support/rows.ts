/** Rows as a person reads them. */
import type { Row } from '../../../client/src/core/rows/row';
import { plain } from '../../../client/src/core/text/text';

/** The rows that the tree shows, as lines. */
export function drawn(rows: readonly Row[], depth = 0): string[] {
  return rows.flatMap(row => [
    `${'  '.repeat(depth)}${plain(row.label)} | ${row.description.map(plain).join(' · ')}`,
    ...drawn(row.children?.() ?? [], depth + 1),
  ]);
}
