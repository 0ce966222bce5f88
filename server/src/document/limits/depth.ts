/**
 * How deep a text nests. The reader and what walks the tree are recursive. The loader itself gives up at about 70 mappings
 * or 95 lists (Python's stack), so nothing that it accepts comes near the bound.
 */
import { text } from '../../text/text';
import type { Finding } from '../tree/finding';
import { problem } from '../tree/problems';

/** Levels beyond which a text is not read. */
export const depthLimit = 200;

/** @param at offset of the first node that is deeper */
export function tooDeep(at: number): Finding {
  const message = text('More than {0} nested levels: nothing in this file is checked.', depthLimit);
  return problem('yaml-depth', message, { start: at, end: at + 1 });
}
