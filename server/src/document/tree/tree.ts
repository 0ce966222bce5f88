/**
 * The tree that all other parts read: mappings, sequences and scalars with exact ranges, values as OmegaConf would
 * load them (YAML 1.1 without timestamps). Offsets are UTF-16 code units from the start of the text. A tree exists
 * for every text, however broken; what could not be read is absent from it and reported in `problems`.
 */
import type { Finding } from './finding';
import type { PartStart } from './partSpan';
import type { Span } from './span';

export type { Path, Span } from './span';

export type ScalarValue = null | boolean | number | bigint | string | Uint8Array;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** A scalar that is missing (`key:` and nothing) has an empty span right after the colon and the value null. */
  readonly span: Span;
  readonly value: ScalarValue;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** True where the text holds `${` and could not be resolved: its value is the text as written, or null. */
  readonly interpolated: boolean;
  /** The text with `${…}` that the value was resolved from; an edit of the value would lose what it refers to. */
  readonly resolvedFrom?: string;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: TreeNode;
  /** True where the entry came in by a merge key (`<<`); its spans are those of the anchor's text. */
  readonly merged: boolean;
}

export interface MappingNode {
  readonly kind: 'mapping';
  readonly span: Span;
  readonly flow: boolean;
  /** In order of the text, merged entries last; of two entries with one key, only the one that counts. */
  readonly entries: readonly Entry[];
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly flow: boolean;
  readonly items: readonly TreeNode[];
}

export type TreeNode = MappingNode | SequenceNode | ScalarNode;

export interface ParsedDocument {
  readonly text: string;
  /** Absent for a file that holds nothing (empty, comments only). */
  readonly root: TreeNode | undefined;
  /**
   * What the loader refuses before any field is looked at, all of stage `load`: codes `yaml-syntax`,
   * `yaml-duplicate-key`, `yaml-tab`, `yaml-encoding` and so on.
   */
  readonly problems: readonly Finding[];
  /** Offsets of the first character of each line; a line ends at LF, CR LF or CR, as LSP counts lines. */
  readonly lineStarts: readonly number[];
  /** Nodes as the loader counts them: each mapping, list, key and scalar, those behind an alias again for each alias. */
  readonly nodes: number;
  /** True where the tree is made of `parts`; otherwise the text was read as a whole. */
  readonly isInParts: boolean;
  /** The parts that it was read in, for the next reading and for cursor/tokens.ts; those of an earlier one where it was read as a whole. */
  readonly parts: readonly Part[];
}

/** What an alias stands for. */
export interface Anchor {
  readonly span: Span;
  /** Absent while the anchored node is still being read: an alias to it is then a recursion. */
  node?: TreeNode;
  /** Nodes, as the loader counts them. */
  size: number;
}

/** One part of a text and the nodes that it holds, whose spans count from its beginning. */
export interface Part {
  readonly kind: 'preamble' | 'key' | 'list' | 'item';
  /** Of an item, the column of its dash. */
  readonly column: number | undefined;
  readonly text: string;
  /** Where its first character is. The one thing that a later reading changes of it. */
  readonly place: PartStart;
  /** Of the kinds `key` and `list`. */
  readonly entry: Entry | undefined;
  /** Of the kind `item`. */
  readonly item: TreeNode | undefined;
  /** What is wrong with its text, at offsets from its first character. */
  readonly problems: readonly Finding[];
  /** What is wrong with its nodes. These hold the spans of nodes and no other. */
  readonly nodeProblems: readonly Finding[];
  /** True where a quote or bracket is open at its end, which may belong to what follows. */
  readonly open: boolean;
  /** True for a part that was too long, or stood behind too much, to be read. */
  readonly isUnread: boolean;
  /** Where the last of its nodes ends, from its first character; undefined where it has none. */
  readonly contentEnd: number | undefined;
  /** True where what it means may depend on other parts, or the other way round. */
  readonly hasAnchors: boolean;
  /** Its anchors by their names, or undefined where it also has aliases. */
  readonly anchors: ReadonlyMap<string, Anchor> | undefined;
  /** As the loader counts them. */
  readonly nodes: number;
  /** The same without those that aliases bring. */
  readonly written: number;
  /** What it cost to read; see limits/weight.ts. */
  readonly tokens: number;
}
