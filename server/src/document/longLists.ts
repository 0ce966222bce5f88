/**
 * Long lists of words in brackets on one line, `[a, b, …]`: nothing takes the parser longer for each of its nodes, and
 * nothing is easier to read. The parser is shown an empty list in the place of each, and gets the items afterwards.
 */
import { Alias, isSeq, Scalar, type Document } from 'yaml';
import { eachCollection } from './collections';
import { withBlanksAt } from './withBlanksAt';

interface LongList {
  readonly start: number;
  readonly end: number;
}

/** What goes on with a plain text. */
const inner = String.raw`(?:[\w./+*-]|:(?=[\w./]))`;
/** Words that are plain text whatever stands around them, or an alias. */
const item = String.raw`(?:-?[A-Za-z0-9_./]${inner}*(?: +${inner}+)*|\*[\w-]+)`;
const longList = new RegExp(String.raw`(?<=[\s[,])\[(?: *${item} *,){100,}(?: *${item})? *\]`, 'g');
const eachItem = new RegExp(item, 'g');
/** Characters that such a list has at least. */
const shortest = 202;

/** What looks like a long list. It may stand in quotes or in a comment. */
export function longListsOf(source: string): LongList[] {
  if (source.length < shortest || !source.includes('[')) return [];
  return Array.from(source.matchAll(longList), ({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
}

/** The text with blanks for the items, as long as before. */
export function withoutItems(source: string, lists: readonly LongList[]): string {
  return withBlanksAt(
    source,
    lists.map(({ start, end }) => ({ start: start + 1, end: end - 1 })),
  );
}

/** Puts the items into the lists. False where one of them is none, so that all must be read as it is written. */
export function giveItems(
  documents: readonly Document.Parsed[],
  source: string,
  lists: readonly LongList[],
): boolean {
  const ends = new Map(lists.map(({ start, end }) => [start, end]));
  let given = 0;
  for (const { contents } of documents)
    eachCollection(contents, collection => {
      const [start, end] = collection.range ?? [];
      if (start === undefined || end === undefined || !isSeq(collection) || collection.flow !== true) return;
      if (ends.get(start) !== end) return;
      collection.items = itemsOf(source.slice(start, end), start);
      given += 1;
    });
  return given === lists.length;
}

function itemsOf(list: string, start: number): (Scalar | Alias)[] {
  return Array.from(list.matchAll(eachItem), ({ index, 0: written }) => {
    const isAlias = written.startsWith('*');
    const node = isAlias ? new Alias(written.slice(1)) : new Scalar(written);
    const end = start + index + written.length;
    node.range = [start + index, end, end];
    if (node instanceof Scalar) {
      node.type = 'PLAIN';
      node.source = written;
    }
    return node;
  });
}
