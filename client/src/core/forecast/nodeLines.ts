/** What lies on a node, in words. */
import {
  deviceKeys,
  type Device,
  type ForecastNodeView,
  type ForecastView,
} from '../../../../server/src/protocol';
import { cpuAmount, deviceAmount, deviceIds } from '../text/amounts';
import type { Line } from './line';
import { listed } from '../text/listed';
import { text, type Text } from '../text/text';

/** @param index of the node */
export function nodeLines(view: ForecastView, index: number): Line[] {
  const node = view.nodes[index];
  if (node === undefined) return [];
  const { name, host, cpus } = node;
  const head =
    cpus === undefined
      ? text('{0} · {1} · CPUs as detected by Ray', name, host)
      : text('{0} · {1} · {2}', name, host, cpuAmount(cpus));
  return [
    { depth: 0, text: head },
    ...[...deviceTexts(view, index, node), ...cpuTexts(view, index)].map(words => ({
      depth: 1,
      text: words,
    })),
  ];
}

/** NPUs are shown only if the node lists some. */
function deviceTexts(view: ForecastView, index: number, { gpus, npus }: ForecastNodeView): Text[] {
  const ofNpus = npus === undefined || npus.length === 0 ? [] : idTexts(view, index, 'npu', npus);
  if (gpus === undefined) return [text('GPUs as detected by Ray'), ...ofNpus];
  const ofGpus = gpus.length === 0 ? [] : idTexts(view, index, 'gpu', gpus);
  const all = [...ofGpus, ...ofNpus];
  return all.length === 0 ? [text('no GPUs')] : all;
}

function idTexts(view: ForecastView, index: number, device: Device, ids: readonly number[]): Text[] {
  const users = new Map(ids.map(id => [id, usersOf(view, index, device, id)]));
  const reserved = groupsOn(view, index).reduce((sum, group) => sum + group[deviceKeys[device]], 0);
  const used = [...users.values()].filter(({ names }) => names.length > 0).length;
  const idle = Math.max(0, reserved - used);
  return [
    ...alike(ids, id => JSON.stringify(users.get(id))).map(some =>
      usage(device, some, users.get(some[0] ?? -1)),
    ),
    ...(idle === 0 ? [] : [text('reserved, but not used by a worker: {0}', deviceAmount(device, idle))]),
  ];
}

interface Users {
  readonly names: readonly string[];
  /** How many of them are known to compute on it. */
  readonly computing: number;
}

function usersOf(view: ForecastView, index: number, device: Device, id: number): Users {
  const groups = groupsOn(view, index).filter(
    group => group[deviceKeys[device]] > 0 && group.ids.includes(id),
  );
  return {
    names: groups.map(({ application }) => application),
    computing: groups.filter(({ computes }) => computes).length,
  };
}

function usage(
  device: Device,
  ids: readonly number[],
  { names, computing }: Users = { names: [], computing: 0 },
): Text {
  const which = deviceIds(device, ids);
  if (names.length === 0) return text('{0}: not used', which);
  const who = listed([...new Set(names)]);
  return computing > 1 ? text('{0}: {1} (used twice)', which, who) : text('{0}: {1}', which, who);
}

function cpuTexts(view: ForecastView, index: number): Text[] {
  const sums = new Map<string, number>();
  for (const { application, cpus = 0 } of groupsOn(view, index))
    sums.set(application, (sums.get(application) ?? 0) + cpus);
  return [...sums].flatMap(([name, cpus]) => (cpus === 0 ? [] : [text('{0}: {1}', cpuAmount(cpus), name)]));
}

function groupsOn(view: ForecastView, index: number) {
  return view.applications.flatMap(({ name, groups, computes }) =>
    groups.filter(({ node }) => node === index).map(group => ({ ...group, application: name, computes })),
  );
}

/** Neighbours of which the same is to be said. */
function alike(ids: readonly number[], key: (id: number) => string): number[][] {
  const runs: number[][] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && key(last[0]) === key(id)) last.push(id);
    else runs.push([id]);
  }
  return runs;
}
