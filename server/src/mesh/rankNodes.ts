/**
 * On which nodes the ranks of a list fall: rank r is place r % nproc_per_node of node r ÷ nproc_per_node, and all nodes
 * from the first to the last are reserved. Source: twinkle/infra/_ray/resource_manager.py, twinkle-kit 0.1 to 0.5.1.
 */
import type { Application } from '../config/serverConfig';
import type { Optional } from '../config/field';
import { atLeast } from '../config/version';
import { groupDevice } from './groupDevice';

export interface RankNodes {
  readonly field: NonNullable<Optional<unknown>>;
  readonly ranks: readonly number[];
  readonly perNode: number;
  /** The node of each rank, in the order of the list. */
  readonly nodes: readonly number[];
  readonly first: number;
  readonly last: number;
}

/** The keys of an application that it is worked out from. */
export const rankKeys = [
  'import_path',
  'args.nproc_per_node',
  'args.device_group.device_type',
  'args.device_group.ranks',
];

/** Undefined for ranks that are no list of whole numbers, for groups on CPUs, and where a number is unknown. */
export function rankNodes({ kind, args }: Application, version: string): RankNodes | undefined {
  const group = args?.deviceGroup;
  const field = group?.ranks;
  const ranks = field?.value;
  if (args === undefined || group === undefined || kind?.value === undefined) return undefined;
  if (groupDevice(group) !== 'accelerator') return undefined;
  if (field === undefined || typeof ranks !== 'object' || ranks.length === 0) return undefined;
  // Before 0.4 nothing gave the field a value, and what its builder then does is another matter.
  if (args.nprocPerNode === undefined && !atLeast(version, '0.4.0')) return undefined;
  const perNode = args.nprocPerNode === undefined ? 1 : args.nprocPerNode.value;
  if (perNode === undefined || !Number.isInteger(perNode) || perNode < 1) return undefined;
  if (!ranks.every(rank => Number.isInteger(rank))) return undefined;
  const nodes = ranks.map(rank => Math.floor(rank / perNode));
  return { field, ranks, perNode, nodes, first: Math.min(...nodes), last: Math.max(...nodes) };
}
