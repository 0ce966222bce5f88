/** Which list or mapping in brackets a place is in, and where in it. */
import { blockPlaceAt } from './cursor';
import { lineAt } from '../tree/positions';
import type { Token } from './tokens';
import type { ParsedDocument, Path } from '../tree/tree';

export interface Bracket {
  readonly isList: boolean;
  /** Path of the list or mapping; undefined where it has none, such as in a key. */
  readonly path: Path | undefined;
  /** Of the current item or entry. */
  readonly index: number;
  /** The key of the current entry, where its colon is there. */
  readonly key: string | undefined;
  /** True where the current item, key or value is there already. */
  readonly isFilled: boolean;
}

interface Open {
  readonly isList: boolean;
  readonly path: Path | undefined;
  index: number;
  key: string | undefined;
  content: Token | undefined;
}

/** The innermost bracket that is open behind some tokens, or undefined outside of brackets. */
export function bracketBehind(document: ParsedDocument, tokens: readonly Token[]): Bracket | undefined {
  const open: Open[] = [];
  for (const [index, token] of tokens.entries()) {
    open.length = Math.min(open.length, token.depth);
    const current = open.at(-1);
    if (opens(token)) {
      const path = current === undefined ? pathBehind(document, tokens.slice(0, index + 1)) : pathIn(current);
      const isList = token.kind === 'flow-sequence-start';
      if (current !== undefined) current.content = token;
      open.push({ isList, path, index: 0, key: undefined, content: undefined });
    } else if (closes(token)) open.pop();
    else if (current !== undefined) step(document, current, token);
  }
  const last = open.at(-1);
  return last && { ...last, isFilled: last.content !== undefined };
}

const opens = ({ kind }: Token): boolean => kind === 'flow-sequence-start' || kind === 'flow-mapping-start';
const closes = ({ kind }: Token): boolean => kind === 'flow-sequence-end' || kind === 'flow-mapping-end';

function step(document: ParsedDocument, current: Open, token: Token): void {
  if (token.kind === 'scalar' || token.kind === 'alias') current.content = token;
  if (token.kind !== 'flow-entry' && token.kind !== 'value') return;
  current.key = token.kind === 'value' ? keyOf(document, current.content) : undefined;
  current.content = undefined;
  if (token.kind === 'flow-entry') current.index += 1;
}

/** A key that is no text is known by its first token, so that its value is one of a key. */
function keyOf({ text }: ParsedDocument, content: Token | undefined): string | undefined {
  return content?.kind === 'scalar' ? content.value : content && text.slice(content.start, content.end);
}

/** Where an item or the value of the current key is. */
function pathIn({ isList, path, index, key }: Open): Path | undefined {
  if (path === undefined || (!isList && key === undefined)) return undefined;
  return [...path, ...(isList ? [index] : []), ...(key === undefined ? [] : [key])];
}

/** The path of the node that the last token begins, with the anchor and the tag before it. */
function pathBehind(document: ParsedDocument, tokens: readonly Token[]): Path | undefined {
  const place = blockPlaceAt(document, nodeStart(document, tokens));
  if (place === undefined) return undefined;
  return place.kind === 'value' && place.key !== undefined ? [...place.path, place.key] : place.path;
}

/** Where the node that the last of some tokens belongs to begins: at an anchor or tag before it on its line. */
export function nodeStart(document: ParsedDocument, tokens: readonly Token[]): number {
  let start = tokens.at(-1)?.start ?? 0;
  const line = lineAt(document, start);
  for (let index = tokens.length - 2; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token === undefined || (token.kind !== 'anchor' && token.kind !== 'tag')) break;
    if (lineAt(document, token.start) !== line) break;
    ({ start } = token);
  }
  return start;
}
