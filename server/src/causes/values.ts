/** What a value must be for an exception to come from it. */
import { plainNumberOf } from '../config/reader';
import { fragmentsOf } from '../document/omegaconf/interpolation';
import type { ScalarNode, TreeNode } from '../document/tree/tree';
import type { Groups } from './knownFailure';

/** The very text that the exception quotes as `value`. */
export function isQuoted(node: TreeNode, { value }: Groups): boolean {
  return node.kind === 'scalar' && String(node.value) === value;
}

/** A text, also one that the environment of the launch has. */
export function isText(node: TreeNode): boolean {
  if (node.kind !== 'scalar') return false;
  return node.interpolated ? isOfEnvironment(node) : typeof node.value === 'string';
}

/** `${oc.env:NAME}` gives a text, whatever stands in it (omegaconf/resolvers/oc/__init__.py, OmegaConf 2.4.0). */
export function isOfEnvironment(node: TreeNode): node is ScalarNode {
  if (node.kind !== 'scalar' || !node.interpolated || typeof node.value !== 'string') return false;
  const [only, ...others] = fragmentsOf(node.value);
  if (typeof only !== 'object' || only.kind !== 'resolver' || others.length > 0) return false;
  return only.name === 'oc.env' && only.args?.length === 1;
}

/** A value that is not known before the launch. */
export function isUnresolved(node: TreeNode): boolean {
  return node.kind === 'scalar' && node.interpolated;
}

/** What Python does not take for an integer, as far as it is certain: a truth value is one. */
export function isNoInteger(node: TreeNode): boolean {
  if (node.kind !== 'scalar' || node.value === null || isText(node)) return true;
  return !node.interpolated && !/number|bigint|boolean/.test(typeof node.value);
}

/** A number of 0 or below. */
export function isNotPositive(node: TreeNode): boolean {
  const number = plainNumberOf(node);
  return number !== undefined && number <= 0;
}
