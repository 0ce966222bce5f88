/** What an entry of the table of known failures is: an exception, and the value of the file that it comes from. */
import type { TreeNode } from '../document/tree/tree';
import type { Text } from '../text/text';

/** Named groups of the pattern that matched. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** Where a value may stand, and what it must be for the exception to come from it. */
export interface Suspect {
  /**
   * Keys and indexes with dots between them, from the application on; with a slash before it, from the root of the file
   * on. `{name}` stands for a group of the pattern.
   */
  readonly at: string;
  /** False for a value that cannot raise it. Without it, every value that is written there does. */
  readonly raises?: (value: TreeNode, groups: Groups) => boolean;
}

export interface KnownFailure {
  /** Matches the last exception as one line: its type without the module, and its message. */
  readonly says: RegExp;
  /** Codes whose page explains it. The first is that of a value about which no rule says anything. */
  readonly codes: readonly [string, ...string[]];
  /**
   * Values to look at, in this order. Without any, the exception alone does not tell the value: then only a finding with
   * one of the codes does.
   */
  readonly suspects?: readonly Suspect[];
  /** One sentence, where the exception does not say by itself what is wrong. */
  readonly words?: Text;
  /** The value must be a number: one of the environment is text until `oc.decode` reads it. */
  readonly wantsNumber?: boolean;
}
