/** The tokens that stand in a text, and its comments: for places that the nodes do not have. */
import { readAnew } from './anew';
import { UnclosedBrackets } from '../scan/brackets';
import type { Beginning } from '../scan/scanner';
import { endsDocument, tokenAt, type Token, type TokenKind } from '../scan/tokens';

export interface WrittenToken extends Pick<Token, 'start' | 'end' | 'value' | 'style' | 'isClosed'> {
  readonly kind: TokenKind | 'comment';
  /** Brackets that are open before it. */
  readonly depth: number;
}

/**
 * The tokens of a text in its order, as the reader cuts it.
 *
 * @param to no more is wanted than the tokens that begin before this offset
 */
export function writtenTokens(source: string, beginning: Beginning, to: number): WrittenToken[] {
  let comments: Omit<WrittenToken, 'depth'>[] = [];
  const { tokens } = readAnew(
    source,
    beginning,
    scanner => {
      comments = [];
      const found: Token[] = [];
      let depth = 0;
      for (;;) {
        const token = scanner.next();
        // Whether a bracket is ever closed is known at the end only.
        if (endsDocument(token) && depth > 0) throw new UnclosedBrackets(scanner.brackets.starts);
        if (token.kind === 'stream-end' || (depth === 0 && token.start >= to)) return { tokens: found };
        found.push(token);
        depth = depthBehind(token, depth);
      }
    },
    { tokens: [] },
    ({ start, end }) =>
      comments.push({ ...tokenAt('scalar', { start, line: 0, column: 0 }), kind: 'comment', end }),
  );
  return withDepths(
    [...tokens, ...comments].sort((first, second) => first.start - second.start),
    to,
  );
}

function withDepths(tokens: readonly Omit<WrittenToken, 'depth'>[], to: number): WrittenToken[] {
  const found: WrittenToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    // What the scanner adds, such as the end of a block, is not written.
    if (token.end > token.start && token.start < to) found.push({ ...token, depth });
    depth = depthBehind(token, depth);
  }
  return found;
}

function depthBehind({ kind }: Pick<WrittenToken, 'kind'>, depth: number): number {
  if (kind === 'flow-sequence-start' || kind === 'flow-mapping-start') return depth + 1;
  return kind === 'flow-sequence-end' || kind === 'flow-mapping-end' ? Math.max(0, depth - 1) : depth;
}
