/**
 * A processor wants ranks ÷ ncpu_proc_per_node nodes, each with at least four times ncpu_proc_per_node CPUs.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.5.0 and 0.5.1.
 */
import { text } from '../text/text';
import { groupDevice } from './groupDevice';
import { placeOf } from './place';
import type { ApplicationRule } from './rule';

export const cpuNodes: ApplicationRule = {
  id: 'cpu-nodes',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.5.0' },

  *checkApplication({ application, cluster }) {
    const { kind, args } = application;
    const group = args?.deviceGroup;
    const perNode = args?.ncpuProcPerNode?.value;
    const ranks = group?.ranks?.value;
    if (kind?.value !== 'processor' || group === undefined || groupDevice(group) !== 'cpu') return;
    if (
      perNode === undefined ||
      perNode < 1 ||
      typeof ranks !== 'number' ||
      ranks < 1 ||
      cluster === undefined
    )
      return;
    const cpus = cluster.nodes.map(node => node.cpus?.value);
    if (cpus.length === 0 || !cpus.every(count => count !== undefined)) return;
    const needed = Math.ceil(ranks / perNode);
    const available = cpus.filter(count => Math.floor(count / 4) >= perNode).length;
    if (needed <= available) return;
    yield {
      code: cpuNodes.id,
      stage: cpuNodes.stage,
      severity: cpuNodes.severity,
      message: text(
        'ranks {0} ÷ ncpu_proc_per_node {1} = {2} nodes with at least 4 × {1} CPUs, of which the cluster file has {3}: the replica fails with "Not enough resources, required nodes: {2}, available: {3}".',
        ranks,
        perNode,
        needed,
        available,
      ),
      ...placeOf(application, args?.ncpuProcPerNode),
    };
  },
};
