/**
 * What helps an application that finds too few GPUs or NPUs. Each change is tried by the forecast itself, and named only if
 * the application then finds its devices.
 */
import { deviceKeys, deviceNames } from '../config/devices';
import { text, type Text } from '../text/text';
import { fewerRanks, fewerReplicas, otherCuts, type Change } from './demand/changes';
import type { DeviceGroups, Need, Needed } from './demand/need';
import { launchOutcomes } from './launchOutcomes';
import type { RayNode } from './search/rayNodes';
import { ruleWork, type Steps } from './search/steps';

/** Proposals of one kind that are tried: each is a forecast. */
const mostTries = 16;
/** Nodes that are added to try them, and devices of one of them: no machine has as many. */
const mostNodes = 1024;
const mostDevices = 1024;

/** Undefined where nothing is known to help. */
export function* devicesRemedy(
  names: readonly string[],
  needs: readonly Needed[],
  nodes: readonly RayNode[],
  index: number,
): Steps<Text | undefined> {
  const short = needs[index];
  const groups = short?.kind === 'known' ? short.need.groups : undefined;
  if (short?.kind !== 'known' || groups?.kind !== 'device') return undefined;
  const { need } = short;
  function* helps(changed: Need, on: readonly RayNode[]): Steps<boolean> {
    const upToHere = [...needs.slice(0, index), { kind: 'known', need: changed } as const];
    const { outcomes } = yield* launchOutcomes(names, upToHere, on, ruleWork());
    const status = outcomes[index]?.status;
    // Unknown: a node does not say its CPUs, but there are devices.
    return status === 'placed' || status === 'unknown';
  }
  const capacities = devicesOf(groups, nodes);
  const tries = (changes: Iterable<Change>) => firstThat(changes, each => helps(each.need, nodes));
  const change =
    (yield* tries(capacities === undefined ? [] : otherCuts(need, groups, capacities))) ??
    (yield* tries(fewerReplicas(need))) ??
    (yield* tries(capacities === undefined ? [] : fewerRanks(need, groups, capacities)));
  const added = yield* firstThat(countsOf(need, groups, nodes), count =>
    helps(need, [...nodes, ...newNodes(count, groups, nodes)]),
  );
  return advice(change?.words, added, groups);
}

function advice(
  change: Text | undefined,
  added: number | undefined,
  { count, device }: DeviceGroups,
): Text | undefined {
  const name = deviceNames[device];
  if (added === undefined) return change && text('{0} to place it on these nodes.', change);
  return change === undefined
    ? text('Add {0} {0|node|nodes} with {1} {2}{1||s} to the cluster file.', added, count, name)
    : text(
        '{0}, or add {1} {1|node|nodes} with {2} {3}{2||s} to the cluster file.',
        change,
        added,
        count,
        name,
      );
}

function* firstThat<T>(tried: Iterable<T>, helps: (each: T) => Steps<boolean>): Steps<T | undefined> {
  let tries = 0;
  for (const each of tried) {
    if (yield* helps(each)) return each;
    tries += 1;
    if (tries === mostTries) return undefined;
  }
  return undefined;
}

/** Devices of each node; undefined where one does not say them. */
function devicesOf({ device }: DeviceGroups, nodes: readonly RayNode[]): number[] | undefined {
  const known = nodes.flatMap(node => node[deviceKeys[device]]?.length ?? []);
  return known.length === nodes.length ? known : undefined;
}

/** Numbers of nodes to add, from those that Twinkle misses to one for each group. */
function* countsOf(
  { replicas }: Need,
  { slots, count, device }: DeviceGroups,
  nodes: readonly RayNode[],
): Generator<number> {
  if (count > mostDevices) return;
  const all = Math.min(replicas * slots.length, mostNodes);
  const able = nodes.filter(node => (node[deviceKeys[device]]?.length ?? 0) >= count).length;
  const least = Math.max(1, slots.length - able);
  for (let added = least; added < Math.min(all, least + mostTries / 2); added += 1) yield added;
  yield all;
}

/** As large as the nodes that are there. */
function newNodes(count: number, groups: DeviceGroups, nodes: readonly RayNode[]): RayNode[] {
  const cpus = nodes.map(node => node.cpus ?? Infinity);
  const most = Math.max(...cpus);
  const ids = Array.from({ length: groups.count }, (_, id) => id);
  const node = {
    name: '',
    host: '',
    gpus: groups.device === 'gpu' ? ids : [],
    npus: groups.device === 'npu' ? ids : [],
    cpus: Number.isFinite(most) ? most : undefined,
  };
  return Array<RayNode>(count).fill(node);
}
