/** Versions of twinkle-kit, and which of them a file is checked against. */
import type { Facts, VersionReason } from '../protocol';
import type { MappingNode, TreeNode } from '../document/tree';

/** The newest release that this package knows. */
export const newestVersion = '0.5.1';

/** True if `version` is `least` or newer. A part that is no number counts as 0. */
export function atLeast(version: string, least: string): boolean {
  const [own, other] = [partsOf(version), partsOf(least)];
  for (let index = 0; index < Math.max(own.length, other.length); index += 1) {
    const difference = (own[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function partsOf(version: string): number[] {
  return version.split('.').map(part => Number.parseInt(part, 10) || 0);
}

/** A version and why it counts. */
export interface CountingVersion {
  readonly version: string;
  readonly reason: VersionReason;
}

/**
 * The version that counts for a file: the setting, else the installed package, else what the file's own fields tell,
 * else the newest.
 */
export function countingVersion(facts: Facts, root: TreeNode | undefined): CountingVersion {
  if (facts.versionSetting !== undefined) return { version: facts.versionSetting, reason: 'setting' };
  if (facts.twinkleVersion !== undefined) return { version: facts.twinkleVersion, reason: 'installed' };
  const told = versionFromMarkers(root);
  return told === undefined
    ? { version: newestVersion, reason: 'newest' }
    : { version: told, reason: 'file' };
}

/**
 * The era that a file's fields belong to, or undefined where nothing tells. The markers: `server_type` was read up to
 * 0.1 only, `use_megatron` up to 0.3, and `backend` came with 0.4 (twinkle/server/config, the wheels of each version).
 */
export function versionFromMarkers(root: TreeNode | undefined): string | undefined {
  if (root?.kind !== 'mapping') return undefined;
  const applications = valueAt(root, 'applications');
  const models = applications?.kind === 'sequence' ? applications.items.map(item => argumentsOf(item)) : [];
  if (models.some(args => args !== undefined && has(args, 'backend'))) return undefined;
  if (has(root, 'server_type')) return '0.1.3';
  return models.some(args => args !== undefined && has(args, 'use_megatron')) ? '0.3.0' : undefined;
}

function argumentsOf(item: TreeNode): MappingNode | undefined {
  const args = item.kind === 'mapping' ? valueAt(item, 'args') : undefined;
  return args?.kind === 'mapping' ? args : undefined;
}

function valueAt(node: MappingNode, key: string): TreeNode | undefined {
  return node.entries.find(entry => entry.key.value === key)?.value;
}

function has(node: MappingNode, key: string): boolean {
  return valueAt(node, key) !== undefined;
}
