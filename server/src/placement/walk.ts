/** Goes through the applications with all states of the cluster, and the likely one beside them. */
import type { Text } from '../text/text';
import { emptyBoard, place, type Board, type Placement } from './expected';
import { unitsPerCpu, type Need } from './need';
import { possibleNodes } from './possibleNodes';
import type { RayNode } from './rayNodes';
import * as reasons from './reasons';
import { capacitiesOf } from './request';
import { advance, emptyState, someWork, type Request, type State } from './search';

/**
 * `placed`: it starts. `waits`: Ray waits for room without a limit. `fails`: its replica fails. `unknown`: a fact is
 * missing. `skipped`: the launch does not get there.
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
  /** True where each choice of Ray's gives it a GPU that an application before it, or another group of it, uses. */
  readonly clash: boolean;
  readonly reason: Text;
  readonly remedy?: Text;
}

export class Walk {
  /** The application at which the launch ends or stands. */
  endedAt: string | undefined;
  #states: readonly State[];
  readonly #board: Board;
  readonly #capacities;
  readonly #work = someWork();
  /** An application before of which it is not known what it takes. */
  #open: string | undefined;
  #cut = false;
  #replicaCpus = 0;

  constructor(
    private readonly nodes: readonly RayNode[],
    private readonly light: boolean,
  ) {
    this.#capacities = capacitiesOf(nodes);
    this.#states = [emptyState(this.#capacities)];
    this.#board = emptyBoard(this.#capacities);
  }

  leave(name: string, kind: 'unknown' | 'fails'): void {
    if (kind === 'fails') this.endedAt = name;
    else this.#open ??= name;
  }

  next(name: string, index: number, need: Need, request: Request): Outcome {
    const searched = this.light ? { ...request, actor: { gpus: 0, cpus: 0 } } : request;
    const before = this.#states;
    const reached = advance(before, searched, this.#work);
    const none = { certain: true, placements: [], possible: [], clash: false };
    this.#cut ||= reached.cut;
    if (reached.states.length > 0) this.#states = reached.states;
    else if (!this.#cut) {
      this.endedAt = name;
      return { ...none, status: 'waits', ...reasons.waits(before, request) };
    }
    const possible = possibleNodes(this.#capacities, before, request);
    const placements = place(this.#board, index, request);
    const missing = this.#missing(need);
    if (missing !== undefined || this.#open !== undefined) {
      const reason = missing ?? reasons.after(this.#open);
      this.#open ??= name;
      const shown = need.groups?.kind === 'gpu' && this.nodes.some(({ gpus }) => gpus === undefined);
      return { ...none, status: 'unknown', reason, placements: shown ? [] : (placements ?? []), possible };
    }
    if (placements === undefined) {
      this.endedAt = name;
      return { ...none, certain: false, status: 'waits', ...reasons.mayWait(request) };
    }
    const always = (states: readonly State[]) => states.every(state => state.clash);
    const clash = reached.states.length > 0 && always(reached.states) && !always(before);
    const certain = !reached.stuck && !this.#cut;
    const told = certain ? { reason: reasons.placed(need) } : reasons.notCertain(need);
    return { status: 'placed', certain, placements, possible, clash, ...told };
  }
  /** A node that does not say how many GPUs or CPUs it has, where the application needs to know. */
  #missing({ groups, actor, replicas }: Need): Text | undefined {
    const names = (open: readonly RayNode[]) => open.map(({ name }) => name).join(', ');
    const withoutGpus = this.nodes.filter(({ gpus }) => gpus === undefined);
    if (groups?.kind === 'gpu' && withoutGpus.length > 0) return reasons.openGpus(names(withoutGpus));
    const withoutCpus = this.nodes.filter(({ cpus }) => cpus === undefined);
    this.#replicaCpus += replicas * actor.cpus;
    // Ray counts at least one CPU on a node, which holds the first few replicas before there is any group.
    if (groups === undefined && this.#replicaCpus <= unitsPerCpu) return undefined;
    return withoutCpus.length > 0 ? reasons.openCpus(names(withoutCpus), groups?.kind === 'gpu') : undefined;
  }
}
