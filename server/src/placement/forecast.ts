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
import { remembered } from './search/remembered';
import type { Steps } from './search/steps';
import { devicesRemedy } from './devicesRemedy';
import { launchOutcomes } from './launchOutcomes';
import type { Outcome } from './simulatedLaunch';

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
    advised(names, needs, nodes),
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

/** With what helps the application at which the launch ends for want of devices. */
function* advised(
  names: readonly string[],
  needs: readonly Needed[],
  nodes: readonly RayNode[],
): Steps<{ outcomes: readonly Outcome[]; complete: boolean }> {
  const { outcomes, complete } = yield* launchOutcomes(names, needs, nodes);
  const index = outcomes.findIndex(({ lacksDevices }) => lacksDevices === true);
  const short = outcomes[index];
  if (short === undefined) return { outcomes, complete };
  const remedy = yield* devicesRemedy(names, needs, nodes, index);
  return { outcomes: remedy === undefined ? outcomes : outcomes.with(index, { ...short, remedy }), complete };
}
