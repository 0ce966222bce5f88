/**
 * The cluster that belongs to the file can never give the GPUs that the applications ask for. Two ways to end:
 * too few nodes have `nproc_per_node` GPUs at all, then the replica fails with `Not enough resources, required nodes:
 * N, available: M`; or the placement groups do not fit beside each other, then `ray.get(pg.ready())` waits without a
 * limit and the launch stands at "Starting X" forever.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.5.1.
 */
import type { Application } from '../config/serverConfig';
import type { Finding, Related } from '../document/finding';
import { demandKeys, gpuDemand, groupSizes, type GpuDemand } from '../placement/gpuDemand';
import { canPack } from '../placement/packing';
import { knownGpuCounts } from '../placement/rayNodes';
import { text } from '../text/text';
import { nodesFixes } from './nodesFixes';
import { ofEach } from './ofEach';
import { placeOf } from './place';
import type { Rule } from './rule';

export const ranksExceedCluster: Rule = {
  id: 'ranks-exceed-cluster',
  stage: 'hang',
  severity: 'error',
  reads: ofEach(demandKeys),

  *check(context) {
    const capacities = knownGpuCounts(context.cluster);
    if (capacities === undefined) return;
    const demands = context.config.applications.flatMap(application => {
      const demand = gpuDemand(application);
      return demand === undefined ? [] : [{ application, demand }];
    });
    const failing = demands.filter(({ demand }) => demand.nodes > fittingNodes(capacities, demand));
    for (const { application, demand } of failing) {
      yield {
        ...about(application),
        stage: 'replica',
        message: text(
          'Nodes with nproc_per_node = {1} GPUs: {0} needed, {2} in the cluster file. The replica fails with "Not enough resources, required nodes: {0}, available: {2}".',
          demand.nodes,
          demand.gpusPerNode,
          fittingNodes(capacities, demand),
        ),
        fixes: () => nodesFixes(context.document, application, demand, capacities),
      };
    }
    // The launcher ends with the failure above, so nothing after it would wait.
    if (failing.length === 0) yield* waiting(demands, capacities);
  },
};

interface Claim {
  readonly application: Application;
  readonly demand: GpuDemand;
}

/** Applications are deployed in the order of the file, so the first that cannot fit beside those before it waits. */
function* waiting(claims: readonly Claim[], capacities: readonly number[]): Generator<Finding> {
  const total = capacities.reduce((sum, gpus) => sum + gpus, 0);
  let wanted = 0;
  for (const [index, { application, demand }] of claims.entries()) {
    wanted += gpusOf(demand);
    const upToHere = claims.slice(0, index + 1);
    if (wanted <= total && canPack(capacities, bundlesOf(upToHere, capacities)) !== false) continue;
    const message =
      wanted > total
        ? text(
            'Up to here the applications reserve {0} GPUs, but the cluster file has {1}: the launch waits here forever, without a message.',
            wanted,
            total,
          )
        : text(
            'No node has {0} GPUs left beside what the applications up to here reserve: the launch waits here forever, without a message.',
            demand.gpusPerNode,
          );
    yield { ...about(application), stage: 'hang', message, related: upToHere.map(sumLine) };
    return;
  }
}

function gpusOf({ replicas, nodes, gpusPerNode }: GpuDemand): number {
  return replicas * nodes * gpusPerNode;
}

function bundlesOf(claims: readonly Claim[], capacities: readonly number[]): number[] {
  return claims.flatMap(({ demand }) => groupSizes(demand, capacities));
}

function about(application: Application) {
  return {
    code: ranksExceedCluster.id,
    severity: ranksExceedCluster.severity,
    ...placeOf(application, application.args?.deviceGroup?.ranks),
  };
}

function sumLine({ application, demand }: Claim): Related {
  const { replicas, nodes, gpusPerNode } = demand;
  return {
    span: placeOf(application, application.args?.deviceGroup?.ranks).span,
    message: text(
      '{0}: replicas {1} × nodes {2} × nproc_per_node {3} = {4} GPUs',
      application.name?.value ?? `applications[${application.index}]`,
      replicas,
      nodes,
      gpusPerNode,
      gpusOf(demand),
    ),
  };
}

/** Twinkle looks at what a node has in all, not at what is free. */
function fittingNodes(capacities: readonly number[], { gpusPerNode }: GpuDemand): number {
  return capacities.filter(gpus => gpus >= gpusPerNode).length;
}
