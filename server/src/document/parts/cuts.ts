/**
 * Cuts a text where one part ends and another begins whatever stands in them: at the keys of the root and at the items
 * of `applications`. A line such as `  - name: x` at the column of the list ends every plain or block scalar and every
 * block collection before it, so the parts can be read one by one; only an open quote or bracket may go on beyond it,
 * and whoever reads a part sees that at its end.
 */

import { dash, space, tab } from '../yaml/scan/characters';
import { isConflictMark } from '../yaml/scan/conflicts';
import type { Part } from '../tree/tree';

type Kind = Part['kind'];

/** A part of the text and what it is. */
export interface Cut {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  /** Of an item, the column of its dash. */
  readonly column: number | undefined;
}

/**
 * The parts of a text, without gaps, or undefined where it has another shape than a mapping with its keys at the first
 * column, or holds markers of documents. `list` is the line `applications:` up to its first item.
 */
export function cutsOf(text: string, lineStarts: readonly number[]): Cut[] | undefined {
  const cuts: { kind: Kind; start: number }[] = [{ kind: 'preamble', start: 0 }];
  /** Column of the dashes while in the list; undefined in another key; null until its first line of content. */
  let column: number | null | undefined;
  let list: { kind: Kind } | undefined;
  let isMarked = false;
  for (const start of lineStarts) {
    const indent = indentOf(text, start);
    const code = text.charCodeAt(start + indent);
    if (isNothing(code)) continue;
    // Tabs are no indentation to the loader, and were meant as one.
    if (code === tab && cuts.length > 1) continue;
    if (isConflictMark(text, start)) {
      if (cuts.length === 1) return undefined;
      continue;
    }
    const isItem = code === dash && isBlank(text.charCodeAt(start + indent + 1));
    if (column === null) {
      column = isItem ? indent : undefined;
      if (column !== undefined && list !== undefined) list.kind = 'list';
    }
    if (isItem && indent === column) cuts.push({ kind: 'item', start });
    else if (indent === 0) {
      if (isItem && cuts.length > 1) continue;
      if (cuts.length === 1 && !isMarked && isMarker(text, start)) {
        isMarked = true;
        continue;
      }
      const key = keyAt(text, start);
      if (key === undefined) return undefined;
      const cut = { kind: 'key' as const, start };
      cuts.push(cut);
      const isList = list === undefined && key === 'applications';
      // A line without a colon is no key: the items below it go on with the list.
      if (isList) column = null;
      else if (hasColon(text, start)) column = undefined;
      if (isList) list = cut;
    } else if (cuts.length === 1) return undefined;
  }
  const [, only, more] = cuts;
  // Words without a colon are no keys, nor is a quoted text alone: the whole file is one text.
  const isText = only !== undefined && more === undefined && /["']/.test(text.charAt(only.start));
  if (isText || (only !== undefined && !/:(?:\s|$)/.test(text.slice(only.start)))) return undefined;
  return cuts.map(({ kind, start }, index) => {
    const end = cuts[index + 1]?.start ?? text.length;
    return { kind, start, end, column: kind === 'item' ? indentOf(text, start) : undefined };
  });
}

function hasColon(text: string, start: number): boolean {
  colonInLine.lastIndex = start;
  return colonInLine.test(text);
}

const colonInLine = /[^\r\n]*?:(?=\s|$)/y;

function indentOf(text: string, start: number): number {
  let index = start;
  while (text.charCodeAt(index) === space) index += 1;
  return index - start;
}

/** The end of the line or of the text, or a comment. */
function isNothing(code: number): boolean {
  return Number.isNaN(code) || code === 10 || code === 13 || code === 0x23;
}

function isBlank(code: number): boolean {
  return Number.isNaN(code) || code === space || code === 9 || code === 10 || code === 13;
}

/** The line `---`, which may stand before the first key. */
function isMarker(text: string, start: number): boolean {
  markerLine.lastIndex = start;
  return markerLine.test(text);
}

const markerLine = /---(?:[ \t]+#.*|[ \t]*)(?=[\r\n]|$)/y;
/** A plain key, or a line that may begin with one: not with a marker, a bracket, a property or a sign of a block, and not a merge. */
const plainKey = /[A-Za-z_][\w-]*|(?!(?:---|\.\.\.)(?:\s|$)|[-?:](?:\s|$)|<<|[%[{&!*|>])\S/y;
const listLine = /applications:[ \t]*(?:#.*)?(?=[\r\n]|$)/y;

/**
 * The key that a line at the first column begins with, or undefined where it begins with something else. It may still
 * lack its colon. `applications` is recognized only where nothing but a comment stands behind it.
 */
function keyAt(text: string, start: number): string | undefined {
  plainKey.lastIndex = start;
  const key = plainKey.exec(text)?.[0];
  if (key !== 'applications') return key;
  listLine.lastIndex = start;
  return listLine.test(text) ? key : 'other';
}
