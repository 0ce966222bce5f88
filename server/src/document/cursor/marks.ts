/** Where anchors, aliases and merge keys are written. The tree has what they stand for, and not their places. */
import { tokensWhere, type Token } from './tokens';
import type { ParsedDocument, Span } from '../tree/tree';

export interface Mark {
  readonly kind: 'anchor' | 'alias' | 'merge';
  /** Without its sign; of a merge key, `<<`. */
  readonly name: string;
  readonly span: Span;
  /**
   * The anchor that an alias stands for, which is the last one of its name before it, or those that a merge key
   * brings. Empty for an anchor, and for an alias without one.
   */
  readonly targets: readonly Mark[];
}

const known = new WeakMap<ParsedDocument, readonly Mark[]>();

/** In the order of the text. */
export function marksOf(document: ParsedDocument): readonly Mark[] {
  const last = known.get(document);
  if (last !== undefined) return last;
  const marks = readMarks(document);
  known.set(document, marks);
  return marks;
}

/** The mark that an offset is in or at the edge of. */
export function markAt(document: ParsedDocument, offset: number): Mark | undefined {
  const near = document.text.slice(Math.max(0, offset - mostCharacters), offset + 2);
  // Whoever moves the cursor asks, mostly where there is none.
  if (!/[&*<]/.test(near)) return undefined;
  return marksOf(document).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Of a name. */
const mostCharacters = 200;

/** An anchor and all that stands for it, in the order of the text; of a merge key, nothing. */
export function marksLike(document: ParsedDocument, mark: Mark): readonly Mark[] {
  const anchor = mark.kind === 'anchor' ? mark : mark.kind === 'alias' ? mark.targets[0] : undefined;
  if (anchor === undefined) return mark.kind === 'alias' ? [mark] : [];
  const isUse = (each: Mark) => each.kind === 'alias' && each.targets[0] === anchor;
  return marksOf(document).filter(each => each === anchor || isUse(each));
}

function readMarks(document: ParsedDocument): Mark[] {
  const tokens = tokensWhere(document, /[&*]|<</).filter(({ kind }) => kind !== 'comment' && kind !== 'tag');
  const anchors = new Map<string, Mark>();
  const byToken = new Map<Token, Mark>();
  const marks: Mark[] = [];
  const merges: { readonly at: number; readonly index: number }[] = [];
  for (const [index, token] of tokens.entries()) {
    const { kind, start, end } = token;
    const isMerge = kind === 'scalar' && document.text.slice(start, end) === '<<';
    if (isMerge && tokens[index + 1]?.kind === 'value') {
      merges.push({ at: marks.length, index });
      marks.push({ kind: 'merge', name: '<<', span: { start, end }, targets: [] });
    }
    if (kind !== 'anchor' && kind !== 'alias') continue;
    const name = token.value;
    const target = kind === 'alias' ? anchors.get(name) : undefined;
    const mark: Mark = { kind, name, span: { start, end }, targets: target === undefined ? [] : [target] };
    if (kind === 'anchor') anchors.set(name, mark);
    byToken.set(token, mark);
    marks.push(mark);
  }
  for (const { at, index } of merges) {
    const merge = marks[at];
    const targets = valueOf(tokens, index + 2).flatMap(token => byToken.get(token)?.targets ?? []);
    if (merge !== undefined) marks[at] = { ...merge, targets };
  }
  return marks;
}

/** The aliases that are a value, or the items of the list that is. */
function valueOf(tokens: readonly Token[], from: number): Token[] {
  const [first] = tokens.slice(from, from + 1);
  if (first?.kind === 'alias') return [first];
  const isBlock = first?.kind === 'block-entry';
  const isList = isBlock || first?.kind === 'flow-sequence-start';
  const found: Token[] = [];
  for (let index = from; isList; index += 1) {
    const token = tokens[index];
    const isItem = isBlock
      ? token?.kind === 'block-entry' ||
        (token?.kind === 'alias' && tokens[index - 1]?.kind === 'block-entry')
      : token !== undefined && (token.depth > first.depth || token === first) && token.kind !== 'value';
    if (!isItem || token === undefined) break;
    if (token.kind === 'alias' && token.depth <= first.depth + 1) found.push(token);
  }
  return found;
}
