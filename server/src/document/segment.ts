/** One part of a text and the nodes that it holds, which move with it when the text before it changes. */
import { isMap, isSeq, type Document, type Node, type YAMLMap } from 'yaml';
import { refusedCharacters, withKnownLineBreaks } from './characters';
import { composeAsLoader } from './compose';
import { Converter, type Scope } from './convert';
import { tooDeepAt } from './depth';
import { layoutProblems } from './layout';
import type { Finding } from './finding';
import { notRead } from './limits';
import { moved } from './moved';
import type { Cut } from './segments';
import { syntaxFindings } from './syntax';
import { tabProblems } from './tabs';
import type { Segment } from './tree';
import type { Weight } from './weight';

/** True where a text that was read before is the text of a cut. */
export function isSame(segment: Segment, cut: Cut, text: string): boolean {
  return (
    segment.kind === cut.kind &&
    segment.text.length === cut.end - cut.start &&
    segment.column === cut.column &&
    text.startsWith(segment.text, cut.start)
  );
}

/** Takes a part along to another place of a text. Its nodes are the same afterwards, with other spans. */
export function moveTo(segment: Segment, start: number): void {
  const distance = start - segment.start;
  if (distance === 0) return;
  segment.start = start;
  // Each part of the text behind an edit comes here: an iterator would make an object for each of its spans.
  segment.spans.forEach(span => {
    span.start += distance;
    span.end += distance;
  });
}

interface Reader {
  readonly weight: Weight;
  readonly scope: Scope;
  /** True where the text has no other part: it may be none that can be cut. */
  readonly isAlone: boolean;
}

/**
 * Reads a part as it would be read in its place, behind an entry or item that stands for all before it; undefined
 * where it cannot be read on its own: it is sound and yet not one entry or item, or goes deeper than is read.
 */
export function readSegment(
  cut: Cut,
  source: string,
  { weight: { tokens }, scope, isAlone }: Reader,
): Segment | undefined {
  const { column } = cut;
  const before = column === undefined ? 'a: a\n' : `a:\n${' '.repeat(column)}- a\n`;
  const whole = before + source.slice(cut.start, cut.end);
  // Cut from the short text, since a slice holds all of what it was cut from in memory.
  const text = whole.slice(before.length);
  // What the loader takes for line breaks may part it where no cut was seen.
  if (withKnownLineBreaks(text) !== text) return undefined;
  const shift = cut.start - before.length;
  const problems = refusedCharacters(text);
  const blank = blankSegment({ ...cut, text }, problems);
  if (cut.kind === 'preamble') return blank;
  if (tooDeepAt(text) !== undefined) return undefined;
  const { documents, open } = composeAsLoader(whole);
  const errors = documents[0]?.errors ?? [];
  const isBroken = errors.length > 0 && !isAlone;
  const node = contentOf(documents, column, isBroken);
  if (node === undefined && !isBroken) return undefined;
  const found = syntaxFindings(errors, whole, open);
  found.push(...tabProblems(whole, found, documents[0]));
  if (documents[0] !== undefined) found.push(...layoutProblems(documents[0], whole));
  problems.push(...found.map(finding => moved(finding, -before.length)));
  const converter = new Converter(shift, scope);
  const entry =
    column === undefined && node !== undefined
      ? converter.pair(node as YAMLMap['items'][number], cut.start)
      : undefined;
  const item =
    column !== undefined && node !== undefined
      ? converter.convert(node as Node | null, cut.start + column + 1)
      : undefined;
  if (entry === undefined && item === undefined && !isBroken) return undefined;
  const { spans, hasAnchors, hasAliases, nodes, written } = converter;
  const anchors = hasAliases ? undefined : converter.anchors;
  // Of a broken text the package may take what stands before it for a part of it.
  const told = { ...blank, hasAnchors, anchors, tokens, open: open !== undefined || errors.some(isAtTheEnd) };
  if (isBroken && spans.some(({ start, end }) => start < cut.start || end > cut.end)) {
    // What is told of other parts may name these anchors as the first ones, and moves with them.
    const ofAnchors = new Set([...converter.anchors.values()].map(({ span }) => span));
    return { ...told, anchors: undefined, spans: spans.filter(span => ofAnchors.has(span)) };
  }
  return { ...told, entry, item, nodeProblems: converter.problems, spans, nodes, written };
}

/** A part that is too long, or stands behind too much, to be read. */
export function unreadSegment(cut: Cut, source: string): Segment {
  const text = source.slice(cut.start, cut.end);
  return { ...blankSegment({ ...cut, text }, [notRead(0)]), isUnread: true };
}

/** A part without nodes. */
function blankSegment(
  { kind, column, start, text }: Pick<Segment, 'kind' | 'column' | 'start' | 'text'>,
  problems: readonly Finding[],
): Segment {
  return {
    kind,
    column,
    text,
    start,
    entry: undefined,
    item: undefined,
    problems,
    nodeProblems: [],
    open: false,
    isUnread: false,
    spans: [],
    hasAnchors: false,
    anchors: undefined,
    nodes: 0,
    written: 0,
    tokens: 0,
  };
}

/** The one pair or item behind the one that was put before it; of a broken text, the first of several. */
function contentOf(
  [first, second]: readonly Document.Parsed[],
  column: number | undefined,
  isBroken: boolean,
): unknown {
  if (second !== undefined || !isMap(first?.contents)) return undefined;
  const { items } = first.contents;
  if (column === undefined) return items.length === 2 || isBroken ? items[1] : undefined;
  const list = items.length === 1 || isBroken ? items[0]?.value : undefined;
  return isSeq(list) && (list.items.length === 2 || isBroken) ? list.items[1] : undefined;
}

/** True for an error that more text might mend: a quote or bracket that is still open. */
function isAtTheEnd({ message }: { readonly message: string }): boolean {
  return /closing ['"]|must end with a [\]}]|sufficiently indented/.test(message);
}
