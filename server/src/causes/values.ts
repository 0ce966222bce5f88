/** What a value must be for an exception to come from it. */
import { plainNumberOf } from '../config/reader';
import type { TreeNode } from '../document/tree/tree';
import type { Groups } from './knownFailure';

/** The very text that the exception quotes as `value`. */
export function isQuoted(node: TreeNode, { value }: Groups): boolean {
  return node.kind === 'scalar' && String(node.value) === value;
}

export function isText(node: TreeNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string';
}

export function isList(node: TreeNode): boolean {
  return node.kind === 'sequence';
}

/** A number of 0 or below. */
export function isNotPositive(node: TreeNode): boolean {
  const number = plainNumberOf(node);
  return number !== undefined && number <= 0;
}
