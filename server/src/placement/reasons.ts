/** Why an application lands where it does, or does not, and what helps. */
import { text, type Text } from '../text/text';
import { deviceNames, type Device } from '../config/devices';
import { unitsPerCpu, type Amount, type Need } from './demand/need';
import { devicesOnly } from './search/request';
import { advance, type Request, type State } from './search/search';
import { ruleWork, type Steps } from './search/steps';

export interface Told {
  readonly reason: Text;
  readonly remedy?: Text;
  /** True where devicesRemedy.ts may know better what helps, since it has all that is asked for. */
  readonly lacksDevices?: true;
}

export function placed({ replicas, groups, actor }: Need): Text {
  if (replicas === 0) return text('It starts without a replica; the first request starts one.');
  const cpus = actor.cpus / unitsPerCpu;
  if (groups === undefined) return text('No placement group; each replica takes {0} {0|CPU|CPUs}.', cpus);
  if (groups.kind === 'device') {
    return text(
      'Placement groups: {0}, each of nproc_per_node = {1} {2}{1||s} and half of the CPUs of a node.',
      groups.slots.length,
      groups.count,
      deviceNames[groups.device],
    );
  }
  return text(
    'Groups of CPUs: {0}, on nodes with at least {1} {1|CPU|CPUs} (4 × {2} {2|process|processes} per node).',
    groups.processes.length,
    4 * groups.perNode,
    groups.perNode,
  );
}

export function notCertain(need: Need): Told {
  const ownNode =
    need.groups?.kind === 'device'
      ? ownNodeWith(need.groups.count, deviceNames[need.groups.device])
      : text('Give the nodes more CPUs, or lower num_cpus of the replicas.');
  return {
    reason: text(
      'It fits as shown, but Ray may choose nodes in a way that leaves no room. Then the launch waits here without a message.',
    ),
    remedy: ownNode,
  };
}

/** Where the search ended before all ways were looked at. */
export function notAllSeen(): Text {
  return text(
    'It fits as shown. Whether it fits in every way that Ray may choose is unknown: there are too many ways to check.',
  );
}

export function tooLarge(): Text {
  return text('Unknown: there are too many groups and replicas to place all of them here.');
}

function ownNodeWith(count: number, name: string): Text {
  return text('Use a separate Ray node for it, with {0} {1}{0||s}.', count, name);
}

export function tooFewNodes({ groups }: Need, needed: number, available: number): Told {
  if (groups?.kind === 'device') {
    return {
      reason: text(
        'It needs {0} {0|node|nodes} with nproc_per_node = {1} {3}{1||s}, and there {2|is|are} {2}: the replica fails with "Not enough resources, required nodes: {0}, available: {2}".',
        needed,
        groups.count,
        available,
        deviceNames[groups.device],
      ),
      lacksDevices: true,
    };
  }
  const perNode = groups?.perNode ?? 1;
  return {
    reason: text(
      'It needs {0} {0|node|nodes} with at least {1} {1|CPU|CPUs} (4 × {2} {2|process|processes} per node), and there {3|is|are} {3}: the replica fails with "Not enough resources, required nodes: {0}, available: {3}".',
      needed,
      4 * perNode,
      perNode,
      available,
    ),
    remedy: text('Give the nodes more CPUs (`cpus`), or add nodes to the cluster file.'),
  };
}

/** Why no state has room: by GPUs or NPUs alone, for the replica itself, or by the CPUs of the groups. */
export function* waits(before: readonly State[], request: Request): Steps<Told> {
  const bundle = request.variants[0]?.[0];
  const [count, name] = devicesIn(bundle ?? request.actor);
  if (yield* findsNone(before, devicesOnly(request))) {
    return {
      reason: text(
        'No node has {0} {1}{0||s} left after the reservations of the applications before it: the launch waits here forever, without a message.',
        count,
        name,
      ),
      remedy: text('Add a Ray node with the {0}s, or lower the number of replicas.', name),
      lacksDevices: true,
    };
  }
  if (yield* findsNone(before, { ...request, variants: [] })) {
    return {
      reason: text(
        'No node has {0} {0|CPU|CPUs} left for a replica: the launch waits here forever, without a message.',
        request.actor.cpus / unitsPerCpu,
      ),
      remedy: text('Give the nodes more CPUs, or lower num_cpus of the replicas.'),
    };
  }
  return { reason: cpusShort(bundle), remedy: cpuRemedy(bundle) };
}

function* findsNone(before: readonly State[], request: Request): Steps<boolean> {
  const { states, cut } = yield* advance(before, request, ruleWork());
  return !cut && states.length === 0;
}

/** How many devices it takes, and their name. */
function devicesIn({ gpus, npus }: Amount): [number, string] {
  const device: Device = npus > 0 ? 'npu' : 'gpu';
  return [Math.max(gpus, npus), deviceNames[device]];
}

/** Some choice would do, but not the one that Ray most likely takes. */
export function mayWait(request: Request): Told {
  const bundle = request.variants[0]?.[0];
  return {
    reason: text(
      'Ray will probably fill the nodes in a way that leaves no room for it. Then the launch waits here without a message.',
    ),
    remedy: cpuRemedy(bundle),
  };
}

function cpusShort(bundle: Amount | undefined): Text {
  const cpus = (bundle?.cpus ?? 0) / unitsPerCpu;
  const [count, name] = bundle === undefined ? [0, ''] : devicesIn(bundle);
  return count > 0
    ? text(
        'A group takes {0} {0|CPU|CPUs} in addition to its {2}s, half of those of a node, and no node with {1} {2}{1||s} has that many left: the launch waits here forever, without a message.',
        cpus,
        count,
        name,
      )
    : text(
        'A group takes {0} {0|CPU|CPUs}, and no node has that many left: the launch waits here forever, without a message.',
        cpus,
      );
}

function cpuRemedy(bundle: Amount | undefined): Text {
  const [count, name] = bundle === undefined ? [0, ''] : devicesIn(bundle);
  return count > 0
    ? ownNodeWith(count, name)
    : text('Give the nodes more CPUs, or lower num_cpus of the replicas.');
}

export function skipped(endedAt: string): Text {
  return text('The launch does not reach this application: it stops at {0}.', endedAt);
}

export function after(open: string | undefined): Text {
  return text('Unknown, because it is unknown what {0} takes.', open ?? '?');
}

/** @param key of the cluster file: `gpus` or `npus` */
export function openDevices(key: string, nodes: Text): Text {
  return text('Unknown: the cluster file does not say `{0}` of {1}.', key, nodes);
}

/** @param suffices the devices of which there are enough */
export function openCpus(nodes: Text, suffices: Device | undefined): Text {
  return suffices === undefined
    ? openDevices('cpus', nodes)
    : text(
        'There are enough {1}s. Whether there are enough CPUs is unknown: the cluster file does not say `cpus` of {0}.',
        nodes,
        deviceNames[suffices],
      );
}
