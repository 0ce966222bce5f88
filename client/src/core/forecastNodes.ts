/** What lies on a node, in words. */
import type { ForecastView } from '../../../server/src/protocol';
import type { Line } from './line';
import { text, type Text } from './text';

/** @param index of the node */
export function nodeLines(view: ForecastView, index: number): Line[] {
  const node = view.nodes[index];
  if (node === undefined) return [];
  const { name, host, gpus, cpus } = node;
  const head =
    cpus === undefined
      ? text('{0} · {1} · CPUs as Ray counts them', name, host)
      : text('{0} · {1} · {2} CPUs', name, host, cpus);
  return [
    { depth: 0, text: head },
    ...[...gpuTexts(view, index, gpus), ...cpuTexts(view, index)].map(words => ({ depth: 1, text: words })),
  ];
}

function gpuTexts(view: ForecastView, index: number, gpus: readonly number[] | undefined): Text[] {
  if (gpus === undefined) return [text('GPUs as Ray counts them')];
  if (gpus.length === 0) return [text('no GPUs')];
  const users = new Map(gpus.map(id => [id, usersOf(view, index, id)]));
  const reserved = groupsOn(view, index).reduce((sum, { gpus: count }) => sum + count, 0);
  const used = [...users.values()].filter(({ names }) => names.length > 0).length;
  return [
    ...alike(gpus, id => JSON.stringify(users.get(id))).map(ids => usage(ids, users.get(ids[0] ?? -1))),
    ...(reserved > used ? [text('reserved, but used by no worker: {0} GPUs', reserved - used)] : []),
  ];
}

interface Users {
  readonly names: readonly string[];
  /** How many of them are known to compute on it. */
  readonly computing: number;
}

function usersOf(view: ForecastView, index: number, id: number): Users {
  const groups = groupsOn(view, index).filter(({ ids }) => ids.includes(id));
  return {
    names: groups.map(({ application }) => application),
    computing: groups.filter(({ computes }) => computes).length,
  };
}

function usage(ids: readonly number[], { names, computing }: Users = { names: [], computing: 0 }): Text {
  const list = ids.join(', ');
  if (names.length === 0) return text('GPU {0}: no worker', list);
  const who = [...new Set(names)].join(', ');
  return computing > 1 ? text('GPU {0}: {1}: used twice', list, who) : text('GPU {0}: {1}', list, who);
}

function cpuTexts(view: ForecastView, index: number): Text[] {
  const sums = new Map<string, number>();
  for (const { application, cpus = 0 } of groupsOn(view, index))
    sums.set(application, (sums.get(application) ?? 0) + cpus);
  return [...sums].flatMap(([name, cpus]) => (cpus === 0 ? [] : [text('CPUs {0}: {1}', cpus, name)]));
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
