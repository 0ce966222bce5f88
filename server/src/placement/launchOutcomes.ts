/** What becomes of each application of a launch, without advice. */
import type { Needed } from './demand/need';
import * as reasons from './reasons';
import type { RayNode } from './search/rayNodes';
import { capacitiesOf, replicasDoNotMatter, requestOf, type Asked } from './search/request';
import { forecastWork, type Steps, type Work } from './search/steps';
import { SimulatedLaunch, type Outcome } from './simulatedLaunch';

/** @param work what the search for all that Ray may choose may cost */
export function* launchOutcomes(
  names: readonly string[],
  needs: readonly Needed[],
  nodes: readonly RayNode[],
  work: Work = forecastWork(),
): Steps<{ outcomes: Outcome[]; complete: boolean }> {
  const capacities = capacitiesOf(nodes);
  const asked: (Asked | undefined)[] = [];
  for (const each of needs) {
    asked.push(each.kind === 'known' ? requestOf(each.need, capacities) : undefined);
    yield;
  }
  const requests = asked.flatMap(each => each?.request ?? []);
  const launch = new SimulatedLaunch(nodes, replicasDoNotMatter(requests, capacities), work);
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
  return { ...none, status: 'fails', ...reasons.tooFewNodes(needed.need, wanted, available) };
}
