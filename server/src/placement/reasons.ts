/** Why an application lands where it does, or does not, and what helps. */
import { text, type Text } from '../text/text';
import { unitsPerCpu, type Amount, type Need } from './need';
import { advance, type Request, type State } from './search';

export interface Told {
  readonly reason: Text;
  readonly remedy?: Text;
}

export function placed({ replicas, groups, actor }: Need): Text {
  if (replicas === 0) return text('It starts without a replica; the first request starts one.');
  const cpus = actor.cpus / unitsPerCpu;
  if (groups === undefined) return text('No placement group; each replica takes {0} CPUs.', cpus);
  if (groups.kind === 'gpu') {
    return text(
      'Placement groups: {0}, each of nproc_per_node = {1} GPUs and half of the CPUs of a node.',
      groups.slots.length,
      groups.gpus,
    );
  }
  return text(
    'Groups of CPUs: {0}, on nodes with at least {1} CPUs (4 × {2} processes per node).',
    groups.processes.length,
    4 * groups.perNode,
    groups.perNode,
  );
}

export function notCertain(need: Need): Told {
  const ownNode =
    need.groups?.kind === 'gpu'
      ? text('Give it a Ray node of its own, with {0} GPUs.', need.groups.gpus)
      : text('Give the nodes more CPUs, or lower num_cpus of the replicas.');
  return {
    reason: text(
      'It fits as shown, but Ray may choose nodes in a way that leaves no room; then the launch waits here without a message.',
    ),
    remedy: ownNode,
  };
}

export function tooFewNodes({ groups }: Need, needed: number, available: number): Told {
  if (groups?.kind === 'gpu') {
    return {
      reason: text(
        'It needs {0} nodes with nproc_per_node = {1} GPUs, and there are {2}: the replica fails with "Not enough resources, required nodes: {0}, available: {2}".',
        needed,
        groups.gpus,
        available,
      ),
      remedy: text('Use a larger nproc_per_node on fewer nodes, or add nodes to the cluster file.'),
    };
  }
  const perNode = groups?.perNode ?? 1;
  return {
    reason: text(
      'It needs {0} nodes with at least {1} CPUs (4 × {2} processes per node), and there are {3}: the replica fails with "Not enough resources, required nodes: {0}, available: {3}".',
      needed,
      4 * perNode,
      perNode,
      available,
    ),
    remedy: text('Give the nodes more CPUs (`cpus`), or add nodes to the cluster file.'),
  };
}

/** Why no state has room: by GPUs alone, for the replica itself, or by the CPUs of the groups. */
export function waits(before: readonly State[], request: Request): Told {
  const noCpus = ({ gpus }: Amount): Amount => ({ gpus, cpus: 0 });
  const ofGpus = {
    ...request,
    actor: noCpus(request.actor),
    variants: request.variants.map(bundles => bundles.map(noCpus)),
  };
  const bundle = request.variants[0]?.[0];
  if (advance(before, ofGpus).states.length === 0) {
    return {
      reason: text(
        'No node has {0} GPUs left beside what the applications before it reserve: the launch waits here forever, without a message.',
        bundle?.gpus ?? request.actor.gpus,
      ),
      remedy: text('Add a Ray node with the GPUs, or lower ranks, nproc_per_node or the number of replicas.'),
    };
  }
  if (advance(before, { ...request, variants: [] }).states.length === 0) {
    return {
      reason: text(
        'No node has {0} CPUs left for a replica: the launch waits here forever, without a message.',
        request.actor.cpus / unitsPerCpu,
      ),
      remedy: text('Give the nodes more CPUs, or lower num_cpus of the replicas.'),
    };
  }
  return { reason: cpusShort(bundle), remedy: cpuRemedy(bundle) };
}

/** Some choice would do, but not the one that Ray most likely takes. */
export function mayWait(request: Request): Told {
  const bundle = request.variants[0]?.[0];
  return {
    reason: text(
      'Ray most likely fills the nodes in a way that leaves no room for it; then the launch waits here without a message.',
    ),
    remedy: cpuRemedy(bundle),
  };
}

function cpusShort(bundle: Amount | undefined): Text {
  const cpus = (bundle?.cpus ?? 0) / unitsPerCpu;
  return (bundle?.gpus ?? 0) > 0
    ? text(
        'A group takes {0} CPUs beside its GPUs, half of those of a node, and no node with {1} GPUs has as many left: the launch waits here forever, without a message.',
        cpus,
        bundle?.gpus ?? 0,
      )
    : text(
        'A group takes {0} CPUs, and no node has as many left: the launch waits here forever, without a message.',
        cpus,
      );
}

function cpuRemedy(bundle: Amount | undefined): Text {
  return (bundle?.gpus ?? 0) > 0
    ? text('Give it a Ray node of its own, with {0} GPUs.', bundle?.gpus ?? 0)
    : text('Give the nodes more CPUs, or lower num_cpus of the replicas.');
}

export function skipped(endedAt: string): Text {
  return text('The launch does not get here: it ends at {0}.', endedAt);
}

export function after(open: string | undefined): Text {
  return text('What {0} takes is not known, so nor is what is left.', open ?? '?');
}

export function openGpus(nodes: string): Text {
  return text('Not known: the cluster file does not say `gpus` of {0}.', nodes);
}

export function openCpus(nodes: string, gpusFit: boolean): Text {
  return gpusFit
    ? text(
        'The GPUs suffice. Whether the CPUs do is not known: the cluster file does not say `cpus` of {0}.',
        nodes,
      )
    : text('Not known: the cluster file does not say `cpus` of {0}.', nodes);
}
