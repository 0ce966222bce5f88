/** Versions of twinkle-kit, and which of them a file is checked against. */
import type { Facts, VersionReason } from '../protocol';
import type { MappingNode, TreeNode } from '../document/tree/tree';

/** The newest release that this package knows. */
export const newestVersion = '0.5.1';

/** True if `version` is `least` or newer. A part that is no number counts as 0. */
export function atLeast(version: string, least: string): boolean {
  const [own, other] = [numbersOf(version), numbersOf(least)];
  for (let index = 0; index < Math.max(own.length, other.length); index += 1) {
    const difference = (own[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(version: string): number[] {
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
 * 0.1 only, `use_megatron` up to 0.3 (twinkle/server/config, the wheels of each version).
 */
function versionFromMarkers(root: TreeNode | undefined): string | undefined {
  if (root?.kind !== 'mapping' || hasNewerField(root)) return undefined;
  if (has(root, 'server_type')) return '0.1.3';
  return argumentsIn(root).some(args => has(args, 'use_megatron')) ? '0.3.0' : undefined;
}

/**
 * True for a file with a field that came after 0.3. Most are of 0.4.0 (twinkle/server/config); `train_mode` is of 0.5.1,
 * and the rest of the development branch, see schema/checks/laterKeys.ts. What an older release handed on to the constructor of
 * a model, such as `mixed_precision`, or of a device group, tells nothing.
 */
export function hasNewerField(root: TreeNode | undefined): boolean {
  if (root?.kind !== 'mapping') return false;
  if (root.entries.some(({ key }) => newer.has(key.value))) return true;
  if (applicationsIn(root).some(item => isScalarOf(valueAt(item, 'import_path'), 'data_plane'))) return true;
  return argumentsIn(root).some(({ entries }) =>
    entries.some(
      ({ key, value }) =>
        newerArguments.has(key.value) ||
        (key.value === 'sampler_type' && isScalarOf(value, 'vllm_async')) ||
        (value.kind === 'mapping' && key.value === 'queue_config' && has(value, 'inline_fast_path_timeout')),
    ),
  );
}

const newer: ReadonlySet<unknown> = new Set(['telemetry', 'persistence', 'task_queue']);
const newerArguments: ReadonlySet<unknown> = new Set(['backend', 'train_mode', 'hybrid', 'data_plane_url']);

/** The keys that {@link hasNewerField} reads: of the file, and of each application. */
export const newerKeys = {
  ofFile: [...newer].map(String),
  ofEach: [
    'import_path',
    'args.sampler_type',
    'args.queue_config',
    ...[...newerArguments].map(key => `args.${String(key)}`),
  ],
};

function applicationsIn(root: MappingNode): MappingNode[] {
  const applications = valueAt(root, 'applications');
  return applications?.kind === 'sequence' ? applications.items.filter(item => item.kind === 'mapping') : [];
}

function argumentsIn(root: MappingNode): MappingNode[] {
  return applicationsIn(root).flatMap(item => {
    const args = valueAt(item, 'args');
    return args?.kind === 'mapping' ? [args] : [];
  });
}

function isScalarOf(node: TreeNode | undefined, value: string): boolean {
  return node?.kind === 'scalar' && node.value === value;
}

function valueAt(node: MappingNode, key: string): TreeNode | undefined {
  return node.entries.find(entry => entry.key.value === key)?.value;
}

function has(node: MappingNode, key: string): boolean {
  return valueAt(node, key) !== undefined;
}
