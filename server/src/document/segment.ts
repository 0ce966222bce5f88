/** One part of a text and the nodes that it holds, which move with it when the text before it changes. */
import { isMap, isSeq, type Document, type Node, type YAMLMap } from 'yaml';
import { refusedCharacters } from './characters';
import { composeAsLoader } from './compose';
import { Converter, type Scope } from './convert';
import { tooDeepAt } from './depth';
import { layoutProblems } from './layout';
import { notRead } from './limits';
import { moved } from './moved';
import type { Cut } from './segments';
import { syntaxFindings } from './syntax';
import { tabProblems } from './tabs';
import type { Segment } from './tree';

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
  for (const span of segment.spans) {
    span.start += distance;
    span.end += distance;
  }
}

/**
 * Reads a part as it would be read in its place, behind an entry or item that stands for all before it; undefined
 * where it cannot be read on its own: it is not one entry or item, or goes deeper than is read.
 *
 * @returns also whether a quote or bracket is still open at its end, which may belong to what follows
 */
export function readSegment(
  cut: Cut,
  source: string,
  scope: Scope,
): { segment: Segment; open: boolean } | undefined {
  const text = source.slice(cut.start, cut.end);
  const { column } = cut;
  const before = column === undefined ? 'a: a\n' : `a:\n${' '.repeat(column)}- a\n`;
  const shift = cut.start - before.length;
  const problems = refusedCharacters(text).map(finding => moved(finding, cut.start));
  const blank = { kind: cut.kind, column, text, start: cut.start, entry: undefined, item: undefined };
  if (cut.kind === 'preamble') {
    return {
      segment: { ...blank, problems, spans: [], hasAnchors: false, nodes: 0, written: 0 },
      open: false,
    };
  }
  if (tooDeepAt(text) !== undefined) return undefined;
  const { documents, open } = composeAsLoader(before + text);
  const node = contentOf(documents, column);
  if (node === undefined) return undefined;
  const errors = documents[0]?.errors ?? [];
  const found = syntaxFindings(errors, before + text, open);
  found.push(...tabProblems(before + text, found, documents[0]));
  if (documents[0] !== undefined) found.push(...layoutProblems(documents[0], before + text));
  problems.push(...found.map(finding => moved(finding, shift)));
  const converter = new Converter(shift, scope);
  const entry =
    column === undefined ? converter.pair(node as YAMLMap['items'][number], cut.start) : undefined;
  const item =
    column === undefined ? undefined : converter.convert(node as Node | null, cut.start + column + 1);
  if (entry === undefined && item === undefined) return undefined;
  problems.push(...converter.problems);
  const { spans, hasAnchors, nodes, written } = converter;
  return {
    segment: { ...blank, entry, item, problems, spans, hasAnchors, nodes, written },
    open: open !== undefined || (errors.length > 0 && errors.some(isAtTheEnd)),
  };
}

/** A part that is too long, or stands behind too much, to be read. */
export function unreadSegment({ kind, column, start, end }: Cut, source: string): Segment {
  const blank = { kind, column, text: source.slice(start, end), start, entry: undefined, item: undefined };
  return { ...blank, problems: [notRead(start)], spans: [], hasAnchors: false, nodes: 0, written: 0 };
}

/** The one pair or item behind the one that was put before it. */
function contentOf([first, second]: readonly Document.Parsed[], column: number | undefined): unknown {
  if (second !== undefined || !isMap(first?.contents)) return undefined;
  const { items } = first.contents;
  if (column === undefined) return items.length === 2 ? items[1] : undefined;
  const list = items.length === 1 ? items[0]?.value : undefined;
  return isSeq(list) && list.items.length === 2 ? list.items[1] : undefined;
}

/** True for an error that more text might mend: a quote or bracket that is still open. */
function isAtTheEnd({ message }: { readonly message: string }): boolean {
  return /closing ['"]|must end with a [\]}]|sufficiently indented/.test(message);
}
