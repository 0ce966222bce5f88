/** What a line may have been meant to be. */
import type { TextEdit } from '../../document/tree/finding';
import {
  anyBlanks,
  blank,
  colonOfKey,
  dashOfItem,
  hashOfComment,
  holdsLookAlike,
  isInvisible,
  plainFor,
} from './characters';

export interface Manner {
  /** Columns of an ideographic space in the indentation: two in a font for Chinese, one to a program. */
  readonly wide: 1 | 2;
  /** Also what stands in values and in flow collections, and not only what parts a line. */
  readonly all: boolean;
}

/** The most careful first. */
export const manners: readonly Manner[] = [
  { wide: 2, all: false },
  { wide: 1, all: false },
  { wide: 2, all: true },
  { wide: 1, all: true },
];

/**
 * Edits that put plain characters in the place of those that look like them. Comments and quoted texts stay.
 *
 * @param start offset of the line in its text
 */
export function replacements(line: string, start: number, { wide, all }: Manner): TextEdit[] {
  const { content, quoted } = partsOf(line);
  if (!holdsLookAlike(content)) return [];
  const changes = new Map<number, string>();
  const put = (at: number): void => {
    const plain = plainFor(content[at] ?? '');
    if (plain !== undefined) changes.set(at, plain);
  };
  const keyEnd = colonOfKey.exec(content)?.[0].length;
  // In a value an invisible character may be meant: it joins the parts of an emoji.
  const isParting = (at: number): boolean =>
    at <= (keyEnd ?? content.length) && isInvisible.test(content[at] ?? '');
  for (let at = 0; at < content.length; at += 1) if (!quoted.has(at) && (all || isParting(at))) put(at);
  partingBlanks(content, quoted, put);
  for (const parting of [dashOfItem.exec(content)?.[0].length, keyEnd])
    if (parting !== undefined) put(parting - 1);
  const hash = hashOfComment.exec(content);
  if (hash !== null && !quoted.has(hash.index)) {
    for (const at of changes.keys()) if (at > hash.index) changes.delete(at);
    changes.set(hash.index, '#');
  }
  const margin = content.search(/\S/);
  return [...changes]
    .sort(([one], [other]) => one - other)
    .map(([at, plain]) => {
      const isMargin = content[at] === '\u3000' && at < (margin === -1 ? content.length : margin);
      const next = changes.get(at + 1) ?? content[at + 1];
      const needsBlank =
        (plain === ':' || (plain === '-' && !content.slice(0, at).trim())) && /[^\s,\]}]/.test(next ?? '');
      const newText = isMargin ? ' '.repeat(wide) : plain + (needsBlank ? ' ' : '');
      return { span: { start: start + at, end: start + at + 1 }, newText };
    });
}

/** Blanks at the start, at the end, and behind a sign: those between words may be meant. */
function partingBlanks(content: string, quoted: ReadonlySet<number>, put: (at: number) => void): void {
  for (const { 0: run, index } of content.matchAll(anyBlanks)) {
    const end = index + run.length;
    const isParting = index === 0 || end === content.length || /[:,\-\uff1a]/.test(content[index - 1] ?? '');
    if (!isParting || quoted.has(index)) continue;
    for (let at = index; at < end; at += 1) if (blank.test(content[at] ?? '')) put(at);
  }
}

/** A line before its comment, and which of its characters stand in quotes. */
function partsOf(line: string): { content: string; quoted: ReadonlySet<number> } {
  const quoted = new Set<number>();
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    const before = line[at - 1] ?? ' ';
    if (quote !== '') {
      quoted.add(at);
      if (char === quote && (quote === "'" || before !== '\\')) quote = '';
    } else if ((char === '"' || char === "'") && /[\s[{,:\uff1a]/.test(before)) {
      quote = char;
      quoted.add(at);
    } else if (char === '#' && /\s/.test(before)) return { content: line.slice(0, at), quoted };
  }
  return { content: line, quoted };
}
