/**
 * Each placement group of GPUs also takes half of a node's CPUs, so a node holds two of them, however many GPUs it has;
 * a third one waits in `ray.get(pg.ready())` without a limit.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` (`max(node_cpu // 2, 1)`), twinkle-kit 0.1
 * to 0.5.1. The CPUs are those of some node with enough GPUs, so the smallest of them is what a group takes at least.
 */
import { text } from '../text/text';
import { gpuDemand } from './gpuDemand';
import { canPack } from './packing';
import { placeOf } from './place';
import { knownGpus } from './ranksExceedCluster';
import type { FileRule } from './rule';

export const cpuBundles: FileRule = {
  id: 'cpu-bundles',
  stage: 'hang',
  severity: 'error',

  *check(context) {
    const gpus = knownGpus(context);
    const cpus = context.cluster?.nodes.map(node => node.cpus?.value) ?? [];
    if (gpus === undefined || !cpus.every(count => count !== undefined)) return;
    const claims = context.config.applications.flatMap(application => {
      const demand = gpuDemand(application);
      return demand === undefined ? [] : [{ application, demand }];
    });
    const sizes = claims.flatMap(({ demand }) =>
      Array<number>(demand.replicas * demand.nodes).fill(demand.gpusPerNode),
    );
    // Without enough GPUs that is what is to be told.
    if (sizes.length === 0 || canPack(gpus, sizes) !== true) return;
    const least = Math.min(...sizes);
    const fitting = gpus.flatMap((count, index) => (count >= least ? [cpus[index] ?? 0] : []));
    const bundle = Math.max(Math.floor(Math.min(...fitting) / 2), 1);
    const room = fitting.reduce((sum, count) => sum + Math.floor(count / bundle), 0);
    let taken = 0;
    for (const { application, demand } of claims) {
      taken += demand.replicas * demand.nodes;
      if (taken <= room) continue;
      yield {
        code: cpuBundles.id,
        stage: cpuBundles.stage,
        severity: cpuBundles.severity,
        message: text(
          'Each placement group takes half of the CPUs of a node ({0}) beside its GPUs. Up to here there are {1} groups, and the nodes have room for {2}: the launch waits here forever, without a message.',
          bundle,
          taken,
          room,
        ),
        ...placeOf(application, application.args?.deviceGroup?.ranks),
      };
      return;
    }
  },
};
