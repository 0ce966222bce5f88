/**
 * A group on CPUs wants ranks ÷ processes per node nodes, each with at least four times as many CPUs as processes. A
 * processor says the number in `ncpu_proc_per_node`; a model or sampler on CPUs has 8, a mock 1.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, and `init_twinkle_runtime` in
 * twinkle/server/deployment.py (up to 0.3.0 in the applications themselves), twinkle-kit 0.1 to 0.5.1.
 */
import { leastReplicas } from '../../config/replicaNeeds';
import { cpuProcessesPerNode } from '../../placement/demand/needOf';
import { knownCpus } from '../../placement/search/rayNodes';
import { text, type Text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const cpuNodes: ApplicationRule = {
  id: 'cpu-nodes',
  stage: 'replica',
  severity: 'error',
  inForecast: true,
  reads: [
    'import_path',
    'args.backend',
    'args.sampler_type',
    'args.ncpu_proc_per_node',
    'args.device_group.device_type',
    'args.device_group.ranks',
    'deployments',
  ],

  *checkApplication({ application, cluster }) {
    const { kind, args } = application;
    const group = args?.deviceGroup;
    if (group === undefined || groupDevice(group) !== 'cpu') return;
    const ranks = group.ranks?.value;
    const perNode = cpuProcessesPerNode(application);
    const cpus = knownCpus(cluster);
    if (perNode === undefined || cpus === undefined) return;
    if (typeof ranks !== 'number' || !Number.isInteger(ranks) || ranks < 1) return;
    if (leastReplicas(application) === 0) return;
    const needed = Math.ceil(ranks / perNode);
    const available = cpus.filter(count => Math.floor(count / 4) >= perNode).length;
    if (needed <= available) return;
    const isProcessor = kind?.value === 'processor';
    yield {
      message: isProcessor
        ? text(
            'ranks {0} ÷ ncpu_proc_per_node {1}, rounded up, is {2} {2|node|nodes} with at least 4 × {1} CPUs, of which the cluster file has {3}: the replica fails with "Not enough resources, required nodes: {2}, available: {3}".',
            ranks,
            perNode,
            needed,
            available,
          )
        : ofModel(ranks, perNode, needed, available),
      ...placeOf(application, isProcessor ? args?.ncpuProcPerNode : group.ranks),
    };
  },
};

function ofModel(ranks: number, perNode: number, needed: number, available: number): Text {
  return text(
    'On CPUs {1} {1|process runs|processes run} on one node: ranks {0} ÷ {1}, rounded up, is {2} {2|node|nodes} with at least 4 × {1} CPUs, of which the cluster file has {3}: the replica fails with "Not enough resources, required nodes: {2}, available: {3}".',
    ranks,
    perNode,
    needed,
    available,
  );
}
