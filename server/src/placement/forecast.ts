/**
 * Where each application of a configuration lands on the nodes of a cluster file, in the order in which the launcher
 * deploys them: it waits for one before it tries the next, so after one that waits or fails comes nothing.
 * Source: twinkle/server/launcher/server_launcher.py and twinkle/infra/_ray/resource_manager.py, twinkle-kit 0.1 to
 * 0.5.1; what Ray chooses is looked at in every way (search.ts), and the likely one is shown (expected.ts).
 */
import type { ClusterFile } from '../config/clusterFile';
import type { Application } from '../config/serverConfig';
import type { Text } from '../text/text';
import { emptyBoard, place, type Board, type Placement } from './expected';
import type { Need } from './need';
import { needOf } from './needOf';
import { rayNodes, type RayNode } from './rayNodes';
import * as reasons from './reasons';
import { capacitiesOf, replicasDoNotMatter, requestOf } from './request';
import { advance, emptyState, type Request, type State, type Work } from './search';
import { possibleNodes } from './possibleNodes';

/**
 * `placed`: it starts. `waits`: Ray waits for room without a limit. `fails`: its replica fails. `unknown`: a fact is
 * missing. `skipped`: the launch does not get there.
 */
export type ForecastStatus = 'placed' | 'waits' | 'fails' | 'unknown' | 'skipped';

export interface ApplicationForecast {
  readonly application: Application;
  readonly status: ForecastStatus;
  /** False where Ray may choose in a way that ends otherwise. */
  readonly certain: boolean;
  readonly need: Need | undefined;
  /** Its groups where they most likely land; none where that is not known. */
  readonly placements: readonly Placement[];
  /** Indexes of all nodes on which one of its groups may land. */
  readonly possible: readonly number[];
  /** True where each choice of Ray's gives it a GPU that an application before it, or another group of it, uses. */
  readonly clash: boolean;
  readonly reason: Text;
  readonly remedy?: Text;
}

export interface Forecast {
  readonly nodes: readonly RayNode[];
  readonly applications: readonly ApplicationForecast[];
}

/** True where each application starts, whatever Ray chooses. */
export function fitsForSure({ applications }: Forecast): boolean {
  return applications.every(({ status, certain }) => status === 'placed' && certain);
}

export function forecast(
  applications: readonly Application[],
  cluster: ClusterFile,
  version: string,
  nodes: readonly RayNode[] = rayNodes(cluster),
): Forecast {
  const capacities = capacitiesOf(nodes);
  const needs = applications.map(application => needOf(application, version, cluster));
  const asked = needs.map(each => (each.kind === 'known' ? requestOf(each.need, capacities) : undefined));
  const requests = asked.flatMap(each => each?.request ?? []);
  const light = replicasDoNotMatter(requests, capacities);
  const walk = new Walk(nodes, light);
  const results = applications.map((application, index): ApplicationForecast => {
    const needed = needs[index];
    const none = { application, certain: true, need: undefined, placements: [], possible: [], clash: false };
    if (needed === undefined || walk.endedAt !== undefined)
      return { ...none, status: 'skipped', reason: reasons.skipped(walk.endedAt) };
    if (needed.kind !== 'known') {
      walk.leave(application, needed.kind);
      return { ...none, status: needed.kind, reason: needed.reason };
    }
    const { bundles, request } = asked[index] ?? {};
    if (request === undefined) {
      walk.leave(application, 'fails');
      const told = bundles === undefined ? undefined : reasons.tooFewNodes(needed.need, bundles);
      return {
        ...none,
        need: needed.need,
        status: 'fails',
        ...(told ?? { reason: reasons.skipped(undefined) }),
      };
    }
    return { ...none, need: needed.need, ...walk.next(application, index, needed.need, request) };
  });
  return { nodes, applications: results };
}

type Step = Pick<
  ApplicationForecast,
  'status' | 'certain' | 'placements' | 'possible' | 'clash' | 'reason' | 'remedy'
>;

/** Goes through the applications with all states of the cluster, and the likely one beside them. */
class Walk {
  /** The application at which the launch ends or stands. */
  endedAt: Application | undefined;
  #states: readonly State[];
  readonly #board: Board;
  readonly #capacities;
  readonly #work: Work = { done: 0 };
  /** An application before of which it is not known what it takes. */
  #open: Application | undefined;
  #cut = false;

  constructor(
    private readonly nodes: readonly RayNode[],
    private readonly light: boolean,
  ) {
    this.#capacities = capacitiesOf(nodes);
    this.#states = [emptyState(this.#capacities)];
    this.#board = emptyBoard(this.#capacities);
  }

  leave(application: Application, kind: 'unknown' | 'fails'): void {
    if (kind === 'fails') this.endedAt = application;
    else this.#open ??= application;
  }

  next(application: Application, index: number, need: Need, request: Request): Step {
    const searched = this.light ? { ...request, actor: { gpus: 0, cpus: 0 } } : request;
    const before = this.#states;
    const reached = advance(this.#capacities, before, searched, this.#work);
    const none = { certain: true, placements: [], possible: [], clash: false };
    this.#cut ||= reached.cut;
    if (reached.states.length === 0) {
      this.endedAt = application;
      return this.#cut
        ? { ...none, status: 'unknown', reason: reasons.tooManyWays() }
        : { ...none, status: 'waits', ...reasons.waits(this.#capacities, before, request) };
    }
    this.#states = reached.states;
    const possible = possibleNodes(this.#capacities, before, request);
    const placements = place(this.#board, index, request);
    const missing = missingFact(need, this.nodes);
    if (missing !== undefined || this.#open !== undefined) {
      const reason = missing ?? reasons.after(this.#open);
      this.#open ??= application;
      const shown = need.groups?.kind === 'gpu' && this.nodes.some(({ gpus }) => gpus === undefined);
      return { ...none, status: 'unknown', reason, placements: shown ? [] : (placements ?? []), possible };
    }
    if (placements === undefined) {
      this.endedAt = application;
      return { ...none, certain: false, status: 'waits', ...reasons.mayWait(request) };
    }
    const clash = reached.states.every(state => state.clash) && !before.every(state => state.clash);
    const certain = !reached.stuck && !this.#cut;
    const told = certain ? { reason: reasons.placed(need) } : reasons.notCertain(need);
    return { status: 'placed', certain, placements, possible, clash, ...told };
  }
}

/** A node that does not say how many GPUs or CPUs it has, where the application needs to know. */
function missingFact({ groups, actor }: Need, nodes: readonly RayNode[]): Text | undefined {
  const names = (open: readonly RayNode[]) => open.map(({ name }) => name).join(', ');
  const withoutGpus = nodes.filter(({ gpus }) => gpus === undefined);
  if (groups?.kind === 'gpu' && withoutGpus.length > 0) return reasons.openGpus(names(withoutGpus));
  const withoutCpus = nodes.filter(({ cpus }) => cpus === undefined);
  // Ray counts at least one CPU on a node, and a replica that takes no whole one finds room before all groups.
  if (groups === undefined && actor.cpus <= 1_000) return undefined;
  return withoutCpus.length > 0 ? reasons.openCpus(names(withoutCpus), groups?.kind === 'gpu') : undefined;
}
