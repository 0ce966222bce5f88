/** Goes through the applications with all states of the cluster, and the likely one beside them. */
import { listed } from '../text/listed';
import type { Text } from '../text/text';
import { emptyBoard, place, type Board, type Placement } from './search/expected';
import { deviceKeys } from '../config/devices';
import { nothing, unitsPerCpu, type DeviceGroups, type Need } from './demand/need';
import { possibleNodes } from './search/possibleNodes';
import type { RayNode } from './search/rayNodes';
import * as reasons from './reasons';
import { capacitiesOf } from './search/request';
import { advance, emptyState, type Request, type State } from './search/search';
import { forecastWork, type Steps, type Work } from './search/steps';

/**
 * `placed`: it starts. `waits`: Ray waits for room without a limit. `fails`: its replica fails. `unknown`: something that
 * decides is unknown. `skipped`: the launch does not get there.
 */
export type ForecastStatus = 'placed' | 'waits' | 'fails' | 'unknown' | 'skipped';

/** What becomes of one application. */
export interface Outcome {
  readonly status: ForecastStatus;
  /** False where Ray may choose in a way that ends otherwise. */
  readonly certain: boolean;
  /** Its groups where they most likely land; none where that is not known. */
  readonly placements: readonly Placement[];
  /** Indexes of all nodes on which one of its groups may land. */
  readonly possible: readonly number[];
  /** True where each choice of Ray's gives it a device that an application before it, or another group of it, uses. */
  readonly clash: boolean;
  readonly reason: Text;
  readonly remedy?: Text;
  /** True where it ends for want of devices. */
  readonly lacksDevices?: true;
}

export class SimulatedLaunch {
  /** The application at which the launch ends or stands. */
  endedAt: string | undefined;
  /** All ways up to here; undefined once there are more of them than are looked at. */
  #states: readonly State[] | undefined;
  readonly #board: Board;
  readonly #capacities;
  /** Of its own, so that what most likely happens is found where not all is. */
  readonly #boardWork = forecastWork();
  /** An application before of which it is not known what it takes. */
  #open: string | undefined;
  #replicaCpus = 0;

  constructor(
    readonly nodes: readonly RayNode[],
    private readonly light: boolean,
    private readonly work: Work,
  ) {
    this.#capacities = capacitiesOf(nodes);
    this.#states = [emptyState(this.#capacities)];
    this.#board = emptyBoard(this.#capacities);
  }

  /** False where there are more ways than were looked at. */
  get isComplete(): boolean {
    return this.#states !== undefined;
  }

  leave(name: string, kind: 'unknown' | 'fails'): void {
    if (kind === 'fails') this.endedAt = name;
    else this.#open ??= name;
  }

  *next(name: string, index: number, need: Need, request: Request): Steps<Outcome> {
    const searched = this.light ? { ...request, actor: nothing } : request;
    const before = this.#states;
    const reached = before && (yield* advance(before, searched, this.work));
    const none = { certain: true, placements: [], possible: [], clash: false };
    const after = reached?.cut === false ? reached.states : undefined;
    if (before !== undefined && after?.length === 0) {
      this.endedAt = name;
      return { ...none, status: 'waits', ...(yield* reasons.waits(before, request)) };
    }
    this.#states = after;
    const possible = before === undefined ? [] : yield* possibleNodes(this.#capacities, before, request);
    const placed = yield* place(this.#board, index, request, this.#boardWork);
    const placements = typeof placed === 'string' ? undefined : placed;
    const missing = this.#missing(need);
    if (missing !== undefined || this.#open !== undefined) {
      const reason = missing ?? reasons.after(this.#open);
      this.#open ??= name;
      const known = need.groups?.kind !== 'device' || this.#without(need.groups).length === 0;
      return { ...none, status: 'unknown', reason, placements: known ? (placements ?? []) : [], possible };
    }
    if (placed === 'undecided') {
      this.#open ??= name;
      return { ...none, status: 'unknown', reason: reasons.tooLarge() };
    }
    if (placements === undefined) {
      this.endedAt = name;
      return { ...none, certain: false, status: 'waits', ...reasons.mayWait(request) };
    }
    const always = (states: readonly State[] = []) => states.length > 0 && states.every(state => state.clash);
    const clash = always(after) && !always(before);
    const isStuck = reached?.stuck === true;
    const certain = after !== undefined && !isStuck;
    const told = certain
      ? { reason: reasons.placed(need) }
      : isStuck
        ? reasons.notCertain(need)
        : { reason: reasons.notAllSeen() };
    return { status: 'placed', certain, placements, possible, clash, ...told };
  }

  /** A node that does not say how many GPUs or CPUs it has, where the application needs to know. */
  #missing({ groups, actor, replicas }: Need): Text | undefined {
    const names = (open: readonly RayNode[]) => listed(open.map(({ name }) => name));
    const open = groups?.kind === 'device' ? this.#without(groups) : [];
    if (groups?.kind === 'device' && open.length > 0)
      return reasons.openDevices(deviceKeys[groups.device], names(open));
    const withoutCpus = this.nodes.filter(({ cpus }) => cpus === undefined);
    this.#replicaCpus += replicas * actor.cpus;
    // Ray counts at least one CPU on a node, which holds the first few replicas before there is any group.
    if (groups === undefined && this.#replicaCpus <= unitsPerCpu) return undefined;
    if (withoutCpus.length === 0) return undefined;
    return reasons.openCpus(names(withoutCpus), groups?.kind === 'device' ? groups.device : undefined);
  }

  /** Nodes that leave the devices of some groups to Ray. */
  #without({ device }: DeviceGroups): readonly RayNode[] {
    return this.nodes.filter(node => node[deviceKeys[device]] === undefined);
  }
}
