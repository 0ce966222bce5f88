/**
 * Two groups of GPUs on one Ray node use the same cards: each counts from the first card of the node, whatever Ray has
 * reserved for it. With more groups than nodes with GPUs, two must meet.
 * Source: twinkle/infra/_ray/resource_manager.py (`visible_devices[node][rank % nproc_per_node]`), twinkle-kit 0.1 to
 * 0.5.1.
 */
import { text } from '../text/text';
import { gpuDemand } from './gpuDemand';
import { canPack } from './packing';
import { placeOf } from './place';
import { knownGpus } from './ranksExceedCluster';
import type { FileRule } from './rule';

export const sharedGpus: FileRule = {
  id: 'shared-gpus',
  stage: 'replica',
  severity: 'warning',

  *check(context) {
    const gpus = knownGpus(context);
    if (gpus === undefined) return;
    const claims = context.config.applications.flatMap(application => {
      const demand = gpuDemand(application);
      const { args } = application;
      const engine = application.kind?.value === 'model' ? args?.backend : args?.samplerType;
      // A mock uses no card, and of an unknown engine nobody can say.
      return demand === undefined || engine?.value === undefined || engine.value === 'mock'
        ? []
        : [{ application, demand }];
    });
    const sizes = claims.flatMap(({ demand }) =>
      Array<number>(demand.replicas * demand.nodes).fill(demand.gpusPerNode),
    );
    if (sizes.length === 0 || canPack(gpus, sizes) !== true) return;
    const nodes = gpus.filter(count => count >= Math.min(...sizes)).length;
    let groups = 0;
    for (const { application, demand } of claims) {
      groups += demand.replicas * demand.nodes;
      if (groups <= nodes) continue;
      yield {
        code: sharedGpus.id,
        stage: sharedGpus.stage,
        severity: sharedGpus.severity,
        message: text(
          'Up to here there are {0} groups of GPUs for {1} Ray nodes: two of them share a node, and both use its first cards. Start a Ray node of its own for each.',
          groups,
          nodes,
        ),
        ...placeOf(application, application.args?.deviceGroup?.ranks),
      };
      return;
    }
  },
};
