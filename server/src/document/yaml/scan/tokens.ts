/** The tokens of libyaml. */
import type { ScalarNode } from '../../tree/tree';

export type TokenKind =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'flow-entry'
  | 'block-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  end: number;
  readonly line: number;
  readonly column: number;
  /** Text of a scalar, name of an anchor or alias, handle of a tag or of its directive, version. */
  readonly value: string;
  /** Of a tag, and of its directive the prefix. */
  readonly suffix: string;
  readonly style: ScalarNode['style'];
  /** False for a text in quotes whose second quote is missing. */
  readonly isClosed: boolean;
}

export type Mark = Pick<Token, 'start' | 'line' | 'column'>;

/** True for what ends a document, in brackets too. */
export function endsDocument({ kind }: Token): boolean {
  return kind === 'stream-end' || kind === 'document-start' || kind === 'document-end';
}

/** A token without a text. */
export function tokenAt(kind: TokenKind, { start, line, column }: Mark): Token {
  return { kind, start, end: start, line, column, value: '', suffix: '', style: 'plain', isClosed: true };
}
