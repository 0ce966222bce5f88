/**
 * The cluster that belongs to the file can never give the GPUs or NPUs that the applications ask for. Two ways to end:
 * too few nodes have `nproc_per_node` of them at all, then the replica fails with `Not enough resources, required nodes:
 * N, available: M`; or the placement groups do not fit beside each other, then `ray.get(pg.ready())` waits without a
 * limit and the launch stands at "Starting X" forever.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.5.1.
 */
import { deviceNames, devices } from '../../config/devices';
import type { Application } from '../../config/serverConfig';
import type { Related } from '../../document/tree/finding';
import { demandKeys, deviceDemand, groupSizes, type DeviceDemand } from '../../placement/demand/deviceDemand';
import { canPack, packingWork } from '../../placement/search/packing';
import { knownDeviceCounts } from '../../placement/search/rayNodes';
import type { Work } from '../../placement/search/steps';
import { text } from '../../text/text';
import { nodesFixes } from '../fixes/nodesFixes';
import { ofEach } from '../engine/ofEach';
import { placeOf, type Place } from '../engine/place';
import type { Rule, RuleFinding } from '../engine/rule';

export const ranksExceedCluster: Rule = {
  id: 'ranks-exceed-cluster',
  stage: 'hang',
  severity: 'error',
  inForecast: true,
  reads: ofEach(demandKeys),

  *checkFile(context) {
    const demands = context.config.applications.flatMap(application => {
      const demand = deviceDemand(application);
      return demand === undefined ? [] : [{ application, demand }];
    });
    const kinds = devices.flatMap(device => {
      const capacities = knownDeviceCounts(context.cluster, device);
      const claims = demands.filter(({ demand }) => demand.device === device);
      return capacities === undefined || claims.length === 0 ? [] : [{ capacities, claims }];
    });
    const failing = kinds.flatMap(({ capacities, claims }) =>
      claims
        .filter(({ demand }) => demand.nodes > fittingNodes(capacities, demand))
        .map(claim => ({ ...claim, capacities })),
    );
    for (const { application, demand, capacities } of failing) {
      yield {
        ...place(application),
        // Twinkle looks for whole nodes before it asks Ray for room.
        stage: 'replica',
        message: text(
          'Nodes with nproc_per_node = {1} {3}{1||s}: {0} required, {2} in the cluster file. The replica fails with "Not enough resources, required nodes: {0}, available: {2}".',
          demand.nodes,
          demand.perNode,
          fittingNodes(capacities, demand),
          deviceNames[demand.device],
        ),
        fixes: () => nodesFixes(context.document, application, demand, capacities),
      };
    }
    // The launcher ends with the failure above, so nothing after it would wait.
    if (failing.length > 0) return;
    const work = packingWork();
    for (const { capacities, claims } of kinds) yield* waiting(claims, capacities, work);
  },
};

interface Claim {
  readonly application: Application;
  readonly demand: DeviceDemand;
}

/** Applications are deployed in the order of the file, so the first that cannot fit beside those before it waits. */
function* waiting(
  claims: readonly Claim[],
  capacities: readonly number[],
  work: Work,
): Generator<RuleFinding> {
  const total = capacities.reduce((sum, count) => sum + count, 0);
  let wanted = 0;
  for (const [index, { application, demand }] of claims.entries()) {
    wanted += sumOf(demand);
    const upToHere = claims.slice(0, index + 1);
    if (wanted <= total && canPack(capacities, bundlesOf(upToHere, capacities), work) !== false) continue;
    const message =
      wanted > total
        ? text(
            'Up to here the applications reserve {0} {2}{0||s}, but the cluster file has {1}: the launch waits here forever, without a message.',
            wanted,
            total,
            deviceNames[demand.device],
          )
        : text(
            'No node has {0} {1}{0||s} left after the reservations of the applications up to here: the launch waits here forever, without a message.',
            demand.perNode,
            deviceNames[demand.device],
          );
    yield { ...place(application), message, related: upToHere.map(sumLine) };
    return;
  }
}

function sumOf({ replicas, nodes, perNode }: DeviceDemand): number {
  return replicas * nodes * perNode;
}

function bundlesOf(claims: readonly Claim[], capacities: readonly number[]): number[] {
  return claims.flatMap(({ demand }) => groupSizes(demand, capacities));
}

function place(application: Application): Place {
  return placeOf(application, application.args?.deviceGroup?.ranks);
}

function sumLine({ application, demand }: Claim): Related {
  const { replicas, nodes, perNode } = demand;
  return {
    span: place(application).span,
    message: text(
      '{0}: replicas {1} × nodes {2} × nproc_per_node {3} = {4} {5}{4||s}',
      application.name?.value ?? `applications[${application.index}]`,
      replicas,
      nodes,
      perNode,
      sumOf(demand),
      deviceNames[demand.device],
    ),
  };
}

/** Twinkle looks at what a node has in all, not at what is free. */
function fittingNodes(capacities: readonly number[], { perNode }: DeviceDemand): number {
  return capacities.filter(count => count >= perNode).length;
}
