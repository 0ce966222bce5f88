/** The block mappings and lists of a text: the column that each has, and the one that it gets. */
import type { CST } from 'yaml';

export interface FrameOptions {
  /** Columns from a key to what is below it. */
  readonly width: number;
  /** Lists stand deeper than the key that they belong to, rather than at its column. */
  readonly indentLists: boolean;
}

export interface Frame {
  readonly kind: 'root' | 'mapping' | 'sequence';
  readonly parent: Frame | undefined;
  /** Column in the text as it is; -1 for the root. */
  readonly was: number;
  readonly column: number;
}

export class FrameMaker {
  readonly root: Frame = { kind: 'root', parent: undefined, was: -1, column: 0 };
  readonly width: number;

  constructor(
    private readonly text: string,
    private readonly options: FrameOptions,
  ) {
    this.width = options.width;
  }

  below(parent: Frame, token: CST.BlockMap | CST.BlockSequence): Frame {
    const kind = token.type === 'block-map' ? 'mapping' : 'sequence';
    return { kind, parent, was: this.#columnOf(token), column: parent.column + this.#step(parent, kind) };
  }

  #step(parent: Frame, kind: Frame['kind']): number {
    if (parent.kind === 'root') return 0;
    if (parent.kind === 'sequence') return 2;
    return kind === 'mapping' || this.options.indentLists ? this.width : 0;
  }

  #columnOf({ items: [first], offset }: CST.BlockMap | CST.BlockSequence): number {
    const written = first?.start.find(
      ({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment',
    );
    const start = written?.offset ?? (first !== undefined && 'key' in first ? first.key?.offset : undefined);
    const at = start ?? offset;
    return at - lineStart(this.text, at);
  }
}

/** Where the columns of a line begin: a byte order mark takes none. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\ufeff') ? 1 : start;
}
