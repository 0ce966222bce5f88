/**
 * A text as the pieces that it is written of, each with the block that it stands in: everything but blanks and line
 * breaks. What lies between two pieces is layout, and the formatter changes nothing else.
 */
import { withoutBlanksAtEnd } from '../../strings/blanksAtEnd';
import { Parser, type CST } from 'yaml';
import { FrameMaker, type Frame, type FrameOptions } from './frames';

export interface Piece {
  readonly type: CST.Token['type'] | CST.SourceToken['type'];
  /** Offsets; the end of a scalar is behind its last character that is no line break. */
  readonly start: number;
  readonly end: number;
  readonly frame: Frame;
  /** Column of the piece where it is the first of its line and stands in no brackets. */
  readonly column: number;
  /** Brackets that are open around it; an opening or closing one is not around itself. */
  readonly depth: number;
}

/** Undefined for a text whose layout is left alone: of several documents, with explicit keys, or read by nobody. */
export function piecesOf(text: string, options: FrameOptions): Piece[] | undefined {
  const documents = [...new Parser().parse(text)];
  if (documents.filter(({ type }) => type === 'document').length > 1) return undefined;
  const reader = new Reader(text, options);
  try {
    for (const token of documents) reader.top(token);
  } catch (error) {
    if (error instanceof LeftAlone) return undefined;
    throw error;
  }
  return reader.pieces;
}

class LeftAlone extends Error {}

interface Place {
  readonly frame: Frame;
  readonly column: number;
  readonly depth: number;
}

class Reader {
  readonly pieces: Piece[] = [];
  readonly #frames: FrameMaker;

  constructor(
    private readonly text: string,
    options: FrameOptions,
  ) {
    this.#frames = new FrameMaker(text, options);
  }

  top(token: CST.Token): void {
    const place = { frame: this.#frames.root, column: 0, depth: 0 };
    if (token.type !== 'document') {
      this.#leaf(token as CST.SourceToken, place);
      return;
    }
    this.#leaves(token.start, place);
    if (token.value !== undefined) this.#node(token.value, place);
    this.#leaves(token.end, place);
  }

  #node(token: CST.Token, place: Place): void {
    switch (token.type) {
      case 'block-map':
        this.#mapping(token, place);
        break;
      case 'block-seq':
        this.#sequence(token, place);
        break;
      case 'flow-collection':
        this.#flow(token, place);
        break;
      case 'block-scalar':
        for (const each of token.props) this.#leaf(each as CST.SourceToken, place);
        this.#add(token.type, this.#endOf(token.props), token.source, place);
        break;
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        // The `yaml` package ends one early where a line stands too far left, which the loader does not mind.
        if (token.source.length < 2 || token.source.at(-1) !== token.source[0]) throw new LeftAlone();
        this.#add(token.type, token.offset, token.source, place);
        this.#leaves(token.end, place);
        break;
      case 'alias':
      case 'scalar':
        this.#add(token.type, token.offset, token.source, place);
        this.#leaves(token.end, place);
        break;
      default:
        throw new LeftAlone();
    }
  }

  #mapping(token: CST.BlockMap, { frame: parent, depth }: Place): void {
    const frame = this.#frames.below(parent, token);
    const own = { frame, column: frame.column, depth };
    const value = { frame, column: frame.column + this.#frames.width, depth };
    for (const item of token.items) {
      this.#leaves(item.start, own);
      if ('key' in item && item.key) this.#node(item.key, own);
      this.#leaves(item.sep, value);
      if (item.value !== undefined) this.#node(item.value, value);
    }
  }

  #sequence(token: CST.BlockSequence, { frame: parent, depth }: Place): void {
    const frame = this.#frames.below(parent, token);
    const value = { frame, column: frame.column + 2, depth };
    for (const item of token.items) {
      for (const each of item.start)
        this.#leaf(each, each.type === 'seq-item-ind' ? { ...value, column: frame.column } : value);
      if (item.value !== undefined) this.#node(item.value, value);
    }
  }

  #flow(token: CST.FlowCollection, place: Place): void {
    this.#leaf(token.start, place);
    const inside = { ...place, depth: place.depth + 1 };
    for (const item of token.items) {
      this.#leaves(item.start, inside);
      if ('key' in item && item.key) this.#node(item.key, inside);
      this.#leaves(item.sep, inside);
      if (item.value !== undefined) this.#node(item.value, inside);
    }
    const closing = token.end.findIndex(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
    if (closing < 0) throw new LeftAlone();
    this.#leaves(token.end.slice(0, closing), inside);
    this.#leaves(token.end.slice(closing), place);
  }

  #leaves(tokens: readonly CST.SourceToken[] | undefined, place: Place): void {
    for (const token of tokens ?? []) this.#leaf(token, place);
  }

  #leaf({ type, offset, source }: CST.SourceToken, place: Place): void {
    if (type === 'space' || type === 'newline' || type === 'doc-mode') return;
    if (type === 'explicit-key-ind' || type === 'flow-error-end' || (type as string) === 'error')
      throw new LeftAlone();
    this.#add(type, offset, source, place);
  }

  #add(type: Piece['type'], start: number, source: string, place: Place): void {
    const isWhole = type === 'block-scalar' || type === 'byte-order-mark';
    const end = start + (isWhole ? source : withoutBlanksAtEnd(source)).length;
    if (this.text.slice(start, start + source.length) !== source) throw new LeftAlone();
    this.pieces.push({ type, start, end, ...place });
  }

  #endOf(tokens: readonly CST.Token[]): number {
    const last = tokens.at(-1);
    return last === undefined || !('source' in last) ? 0 : last.offset + last.source.length;
  }
}
