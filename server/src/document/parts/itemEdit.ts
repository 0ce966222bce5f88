/** An application in which something was typed that more than a line of it depends on: it alone is read again. */
import { Scope } from '../values/convert';
import { isTooHeavy, readLimit } from '../limits/limits';
import { lineStartsOf } from '../tree/positions';
import { readCut } from './part';
import { cutsOf } from './cuts';
import type { Part } from '../tree/tree';
import { weightOf } from '../limits/weight';

/** What an item stands behind. */
const list = 'applications:\n';

/**
 * The part as it is now, or undefined where the whole text has to be cut anew: where it may be no longer one item, and
 * where it may mean something to other parts, or they to it.
 *
 * @param parts of the text before, all of them readable
 * @param text of the part as it is now, a string of its own
 */
export function itemAgain(parts: readonly Part[], index: number, text: string): Part | undefined {
  const before = parts[index];
  if (before?.kind !== 'item' || before.hasAnchors || /[&*]/.test(text)) return undefined;
  // What is no key may be the beginning of a text over lines.
  if (parts[1] !== before && (parts[1]?.problems.length ?? 0) > 0) return undefined;
  if (!isOneItem(text, before.column, index === parts.length - 1)) return undefined;
  const weight = weightOf(text);
  let { tokens } = weight;
  let nodes = 0;
  parts.forEach(part => {
    if (part !== before) tokens += part.tokens;
    nodes += part.nodes;
  });
  if (isTooHeavy(weight) || tokens > readLimit.tokens || nodes > readLimit.nodes) return undefined;
  const { kind, column, place } = before;
  const { start } = place;
  const now = readCut({ kind, column, start }, text, { weight, scope: new Scope(), isAlone: false });
  return now === undefined || now.open || now.nodes > readLimit.nodes - nodes ? undefined : now;
}

/** True for a text that is cut into one item, and after which the next part begins on a line of its own. */
function isOneItem(text: string, column: number | undefined, isLast: boolean): boolean {
  if (!isLast && !/[\r\n]$/.test(text)) return false;
  const behindList = list + text;
  const [, , item, ...more] = cutsOf(behindList, lineStartsOf(behindList)) ?? [];
  return item?.kind === 'item' && item.start === list.length && item.column === column && more.length === 0;
}
