/**
 * Where Ray most likely puts what an application asks for. A placement group goes to the node with the largest share
 * left of what it wants, so Ray fills the emptiest node first (`LeastResourceScorer` in
 * src/ray/raylet/scheduling/policy/scorer.cc, Ray 2.60.0); of equals the first of the cluster file stands for all.
 * The actor of a replica is spread over the nodes, in an order that nothing tells, so it is counted only.
 */
import type { Capacity } from './bundles';
import type { Amount } from '../demand/need';
import { holds, type Request } from './search';
import type { Steps, Work } from './steps';

/** A placement group on a node. */
export interface Placement {
  /** Index of the application in the list that was asked for. */
  readonly application: number;
  readonly replica: number;
  readonly group: number;
  /** Index of the node. */
  readonly node: number;
  readonly bundle: Amount;
}

/** What is left on each node; changed as applications are put there. */
export type Board = {
  readonly node: Capacity;
  gpus: number;
  npus: number;
  cpus: number;
  /** CPUs and GPUs of replicas, which might as well be on other nodes. */
  readonly actors: { gpus: number; cpus: number };
}[];

/** `undecided`: the work was spent before all was placed. */
export type Placed = readonly Placement[] | 'no room' | 'undecided';

export function emptyBoard(nodes: readonly Capacity[]): Board {
  return nodes.map(node => ({ node, ...node, actors: { gpus: 0, cpus: 0 } }));
}

/** The groups of an application where they go; `no room` where one of them, or a replica, finds none. */
export function* place(
  board: Board,
  application: number,
  { replicas, actor, variants }: Request,
  work: Work,
): Steps<Placed> {
  const placements: Placement[] = [];
  for (let replica = 0; replica < replicas; replica++) {
    if (!work.spend(board.length)) return 'undecided';
    yield;
    if (!start(board, actor)) return 'no room';
    for (const [group, bundle] of (variants[0] ?? []).entries()) {
      if (!work.spend(board.length)) return 'undecided';
      yield;
      const node = take(board, bundle);
      if (node === undefined) return 'no room';
      placements.push({ application, replica, group, node, bundle });
    }
  }
  return placements;
}

/** Puts the actor of a replica where it takes the least from groups: on a node with few devices and many CPUs. */
function start(board: Board, actor: Amount): boolean {
  let best: Board[number] | undefined;
  for (const room of board)
    if (hasRoom(room, actor) && (best === undefined || suitsActors(room, best))) best = room;
  if (best === undefined) return false;
  best.actors.gpus += actor.gpus;
  best.actors.cpus += actor.cpus;
  return true;
}

/** True where an actor takes less from groups in the first room than in the second. */
function suitsActors(one: Board[number], other: Board[number]): boolean {
  // The difference of two unknown numbers is none.
  const devices = one.node.gpus - other.node.gpus || one.node.npus - other.node.npus;
  const cpus = other.cpus - other.actors.cpus - (one.cpus - one.actors.cpus);
  return (devices || cpus) < 0;
}

function take(board: Board, wanted: Amount): number | undefined {
  let best: number | undefined;
  let most = -1;
  for (const [index, room] of board.entries()) {
    const score = hasRoom(room, wanted) ? scoreOf(room, wanted) : -1;
    if (score > most) [best, most] = [index, score];
  }
  const room = best === undefined ? undefined : board[best];
  if (room === undefined) return undefined;
  room.gpus -= wanted.gpus;
  room.npus -= wanted.npus;
  room.cpus -= wanted.cpus;
  return best;
}

function hasRoom({ gpus, npus, cpus, actors }: Board[number], wanted: Amount): boolean {
  return holds({ gpus: gpus - actors.gpus, npus, cpus: cpus - actors.cpus }, wanted);
}

function scoreOf(room: Amount, wanted: Amount): number {
  const share = (free: number, asked: number) => {
    if (asked === 0 || free === 0) return 0;
    return Number.isFinite(free) ? (free - asked) / free : 1;
  };
  return share(room.gpus, wanted.gpus) + share(room.npus, wanted.npus) + share(room.cpus, wanted.cpus);
}
