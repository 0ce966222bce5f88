/** One part of a text and the nodes that it holds. */
import { refusedCharacters } from '../limits/refusedCharacters';
import { Converter, type Scope } from '../values/convert';
import type { Finding } from '../tree/finding';
import { notRead } from '../limits/limits';
import { PartStart } from '../tree/partSpan';
import { readPart } from '../yaml/read/read';
import type { Cut } from './cuts';
import type { Part } from '../tree/tree';
import type { Weight } from '../limits/weight';

/** True where a text that was read before is the text of a cut. */
export function isSame(part: Part, cut: Cut, text: string): boolean {
  return (
    part.kind === cut.kind &&
    part.text.length === cut.end - cut.start &&
    part.column === cut.column &&
    text.startsWith(part.text, cut.start)
  );
}

interface Reader {
  readonly weight: Weight;
  readonly scope: Scope;
  /** True where the text has no other part: it may be none that can be cut. */
  readonly isAlone: boolean;
}

/** What parts lines to the loader and not to LSP. */
const otherBreaks = /[\u0085\u2028\u2029]/;

/**
 * Reads a part as it would be read in its place, behind an entry or item; undefined where it cannot be read on its own:
 * it is sound and yet not one entry or item, or goes deeper than is read.
 *
 * @param text of the part, a string of its own, since a slice holds all of what it was cut from in memory
 */
export function readCut(
  cut: Pick<Cut, 'kind' | 'column' | 'start'>,
  text: string,
  { weight: { tokens }, scope, isAlone }: Reader,
): Part | undefined {
  const { column, start } = cut;
  // Such a line may begin another part where no cut was seen.
  if (otherBreaks.test(text)) return undefined;
  const problems = refusedCharacters(text);
  const blank = blankPart({ ...cut, text }, problems);
  if (cut.kind === 'preamble') return blank;
  const { pairs, items, findings, open, isWhole } = readPart(text, column, start === 0);
  const isBroken = findings.length > 0;
  if (!isWhole || (isBroken && isAlone)) return undefined;
  const [pair, ...morePairs] = pairs;
  const [node, ...moreItems] = items;
  // Of a broken text, the first of several.
  if (!isBroken && morePairs.length + moreItems.length > 0) return undefined;
  problems.push(...findings);
  const converter = new Converter(blank.place, scope);
  const entry = pair && converter.pair(pair);
  const item = node && converter.convert(node);
  if (entry === undefined && item === undefined && !isBroken) return undefined;
  const { contentEnd, hasAnchors, hasAliases, nodes, written } = converter;
  const anchors = hasAliases ? undefined : converter.anchors;
  return {
    ...blank,
    hasAnchors,
    anchors,
    tokens,
    open: open !== undefined,
    entry,
    item,
    nodeProblems: converter.problems,
    contentEnd,
    nodes,
    written,
  };
}

/** A part that is too long, or stands behind too much, to be read. */
export function unreadPart(cut: Cut, source: string): Part {
  const text = source.slice(cut.start, cut.end);
  return { ...blankPart({ ...cut, text }, [notRead(0)]), isUnread: true };
}

/** A part without nodes. */
function blankPart(
  { kind, column, start, text }: Pick<Cut, 'kind' | 'column' | 'start'> & Pick<Part, 'text'>,
  problems: readonly Finding[],
): Part {
  return {
    kind,
    column,
    text,
    place: new PartStart(start),
    entry: undefined,
    item: undefined,
    problems,
    nodeProblems: [],
    open: false,
    isUnread: false,
    contentEnd: undefined,
    hasAnchors: false,
    anchors: undefined,
    nodes: 0,
    written: 0,
    tokens: 0,
  };
}
