/**
 * Where Ray most likely puts what an application asks for. A placement group goes to the node with the largest share
 * left of what it wants, so Ray fills the emptiest node first (`LeastResourceScorer` in
 * src/ray/raylet/scheduling/policy/scorer.cc, Ray 2.60.0); of equals the first of the cluster file stands for all.
 * The actor of a replica is spread over the nodes, in an order that nothing tells, so it is counted only.
 */
import type { Capacity } from './bundles';
import type { Amount } from './need';
import type { Request } from './search';

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
  cpus: number;
  /** CPUs and GPUs of replicas, which might as well be on other nodes. */
  readonly actors: { gpus: number; cpus: number };
}[];

export function emptyBoard(nodes: readonly Capacity[]): Board {
  return nodes.map(node => ({ node, gpus: node.gpus, cpus: node.cpus, actors: { gpus: 0, cpus: 0 } }));
}

/** The groups of an application, or undefined where one of them, or a replica, finds no room. */
export function place(board: Board, application: number, request: Request): Placement[] | undefined {
  const placements: Placement[] = [];
  for (let replica = 0; replica < request.replicas; replica++) {
    if (!start(board, request.actor)) return undefined;
    for (const [group, bundle] of (request.variants[0] ?? []).entries()) {
      const node = take(board, bundle);
      if (node === undefined) return undefined;
      placements.push({ application, replica, group, node, bundle });
    }
  }
  return placements;
}

/** Puts the actor of a replica where it takes the least from groups: on a node with few GPUs and many CPUs. */
function start(board: Board, actor: Amount): boolean {
  const [best] = board
    .filter(room => hasRoom(room, actor))
    .sort((a, b) => a.node.gpus - b.node.gpus || b.cpus - b.actors.cpus - (a.cpus - a.actors.cpus));
  if (best === undefined) return false;
  best.actors.gpus += actor.gpus;
  best.actors.cpus += actor.cpus;
  return true;
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
  room.cpus -= wanted.cpus;
  return best;
}

function hasRoom({ gpus, cpus, actors }: Board[number], wanted: Amount): boolean {
  return gpus - actors.gpus >= wanted.gpus && cpus - actors.cpus >= wanted.cpus;
}

function scoreOf(room: Amount, wanted: Amount): number {
  const share = (free: number, asked: number) => {
    if (asked === 0 || free === 0) return 0;
    return Number.isFinite(free) ? (free - asked) / free : 1;
  };
  return share(room.gpus, wanted.gpus) + share(room.cpus, wanted.cpus);
}
