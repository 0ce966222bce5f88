/**
 * Where each application of a configuration lands on the nodes of a cluster file, in the order in which the launcher
 * deploys them: it waits for one before it tries the next, so after one that waits or fails comes nothing.
 * Source: twinkle/server/launcher/server_launcher.py and twinkle/infra/_ray/resource_manager.py, twinkle-kit 0.1 to
 * 0.5.1; what Ray chooses is looked at in every way (search/search.ts), and the likely one is shown (search/expected.ts).
 */
import type { ClusterFile } from '../config/clusterFile';
import type { Application } from '../config/serverConfig';
import type { Need, Needed } from './demand/need';
import { needOf } from './demand/needOf';
import { rayNodes, type RayNode } from './search/rayNodes';
import * as reasons from './reasons';
import { remembered } from './search/remembered';
import { capacitiesOf, replicasDoNotMatter, requestOf, type Asked } from './search/request';
import type { Steps } from './search/steps';
import { SimulatedLaunch, type Outcome } from './simulatedLaunch';

export interface ApplicationForecast extends Outcome {
  readonly application: Application;
  readonly need: Need | undefined;
}

export interface Forecast {
  readonly nodes: readonly RayNode[];
  readonly applications: readonly ApplicationForecast[];
  /** False where there are more ways for Ray to choose than were looked at. */
  readonly complete: boolean;
}

/** True where each application starts, whatever Ray chooses. */
export function fitsForSure({ applications }: Forecast): boolean {
  return applications.every(({ status, certain }) => status === 'placed' && certain);
}

/** In steps, since it may take seconds; ends after a fixed number of them. */
export function* forecast(
  applications: readonly Application[],
  cluster: ClusterFile,
  version: string,
  nodes: readonly RayNode[] = rayNodes(cluster),
): Steps<Forecast> {
  const names = applications.map(({ name, index }) => name?.value ?? `applications[${index}]`);
  const needs: Needed[] = [];
  for (const application of applications) {
    needs.push(needOf(application, version, cluster));
    yield;
  }
  const { outcomes, complete } = yield* remembered('forecast', [names, needs, nodes], () =>
    outcomesOf(names, needs, nodes),
  );
  return {
    nodes,
    complete,
    applications: applications.flatMap((application, index) => {
      const [needed, outcome] = [needs[index], outcomes[index]];
      if (needed === undefined || outcome === undefined) return [];
      return [{ application, need: needed.kind === 'known' ? needed.need : undefined, ...outcome }];
    }),
  };
}

function* outcomesOf(
  names: readonly string[],
  needs: readonly Needed[],
  nodes: readonly RayNode[],
): Steps<{ outcomes: Outcome[]; complete: boolean }> {
  const capacities = capacitiesOf(nodes);
  const asked: (Asked | undefined)[] = [];
  for (const each of needs) {
    asked.push(each.kind === 'known' ? requestOf(each.need, capacities) : undefined);
    yield;
  }
  const requests = asked.flatMap(each => each?.request ?? []);
  const launch = new SimulatedLaunch(nodes, replicasDoNotMatter(requests, capacities));
  const outcomes: Outcome[] = [];
  for (const [index, needed] of needs.entries())
    outcomes.push(yield* outcomeOf(launch, { name: names[index] ?? '', index, needed, asked: asked[index] }));
  return { outcomes, complete: launch.isComplete };
}

interface Next {
  readonly name: string;
  readonly index: number;
  readonly needed: Needed;
  readonly asked: Asked | undefined;
}

function* outcomeOf(launch: SimulatedLaunch, { name, index, needed, asked }: Next): Steps<Outcome> {
  const none = { certain: true, placements: [], possible: [], clash: false };
  if (launch.endedAt !== undefined)
    return { ...none, status: 'skipped', reason: reasons.skipped(launch.endedAt) };
  if (needed.kind !== 'known') {
    launch.leave(name, needed.kind);
    return { ...none, status: needed.kind, reason: needed.reason };
  }
  if (asked?.request !== undefined) return yield* launch.next(name, index, needed.need, asked.request);
  launch.leave(name, 'fails');
  const { needed: wanted = 0, available = 0 } = asked?.bundles ?? {};
  return { ...none, status: 'fails', ...reasons.tooFewNodes(needed.need, launch.nodes, wanted, available) };
}
