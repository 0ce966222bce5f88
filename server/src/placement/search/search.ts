/**
 * All that Ray may choose. A state is one way in which the cluster may be filled; each application leads from the
 * states before it to those after it. An application that has no state after it fits nowhere whatever Ray does; one
 * that gets stuck in some state is not certain.
 *
 * Nodes of the same size with the same room left are interchangeable, so a state only counts them.
 */
import type { Amount } from '../demand/need';
import type { Capacity } from './bundles';
import type { Steps, Work } from './steps';

/** What an application asks for: replicas, each an actor with one of several lists of bundles. */
export interface Request {
  readonly replicas: number;
  readonly actor: Amount;
  readonly variants: readonly (readonly Amount[])[];
  /** False if there are more variants than are listed: then no state is no proof. */
  readonly complete: boolean;
  /** Seats that the groups use on their node, where two must not use the same: see `seatsOf`. */
  readonly seats?: readonly (readonly number[])[];
}

export interface Room extends Amount {
  /** Seats of the node that are in use. */
  readonly seats: readonly number[];
  /** Size of the node and all of the above: rooms with the same key are interchangeable. */
  readonly key: string;
  /** The part of it that stays. */
  readonly size: string;
}

/** Rooms of one kind, and how many of them there are. */
export interface Rooms {
  readonly room: Room;
  readonly count: number;
}

export interface State {
  /** In the order of their keys. */
  readonly rooms: readonly Rooms[];
  /** True once two groups use one device. */
  readonly clash: boolean;
}

export interface Reached {
  readonly states: readonly State[];
  /** True where some choice of Ray's leaves the application waiting. */
  readonly stuck: boolean;
  /** True where there are more states than are looked at: then `states` is empty, and nothing is known of them. */
  readonly cut: boolean;
}

/** Most states of one step that are followed. */
const mostStates = 1000;

export function emptyState(nodes: readonly Capacity[]): State {
  const counts = new Map<string, Rooms>();
  for (const node of nodes) {
    const room = roomOf(node, [], sizeOf(node));
    counts.set(room.key, { room, count: (counts.get(room.key)?.count ?? 0) + 1 });
  }
  return { rooms: [...counts.values()].sort((a, b) => (a.room.key < b.room.key ? -1 : 1)), clash: false };
}

export function sizeOf({ gpus, npus, cpus }: Amount): string {
  return `${gpus}/${npus}/${cpus}`;
}

function roomOf({ gpus, npus, cpus }: Amount, seats: readonly number[], size: string): Room {
  return { gpus, npus, cpus, seats, size, key: `${size}:${gpus},${npus},${cpus},${seats.join('.')}` };
}

/** True where a node with so much has room for it. */
export function holds(room: Amount, { gpus, npus, cpus }: Amount): boolean {
  return room.gpus >= gpus && room.npus >= npus && room.cpus >= cpus;
}

/** The states after one more application. */
export function* advance(before: readonly State[], request: Request, work: Work): Steps<Reached> {
  const search = new Search(work);
  let states = before;
  for (let replica = 0; replica < request.replicas && states.length > 0; replica++) {
    const started = yield* search.step(states, request.actor, []);
    const { variants, seats } = request;
    if (variants.length === 0) {
      states = started;
      continue;
    }
    const ends = new Map<string, State>();
    for (const bundles of variants) {
      let from = started;
      for (const [index, bundle] of bundles.entries())
        from = yield* search.step(from, bundle, seats?.[index] ?? []);
      for (const state of from) search.add(ends, state);
    }
    states = [...ends.values()];
  }
  const cut = search.cut || !request.complete;
  return { states: cut ? [] : states, stuck: search.stuck, cut };
}

class Search {
  stuck = false;
  cut = false;

  constructor(private readonly work: Work) {}

  /** The states in which something more is placed somewhere; none once there are too many of them. */
  *step(from: readonly State[], amount: Amount, seats: readonly number[]): Steps<readonly State[]> {
    if (amount.gpus === 0 && amount.npus === 0 && amount.cpus === 0) return from;
    const next = new Map<string, State>();
    for (const state of from) {
      if (this.cut) return [];
      let ways = 0;
      for (const [at, { room }] of state.rooms.entries()) {
        if (!holds(room, amount)) continue;
        this.add(next, taken(state, at, amount, seats));
        ways += 1;
      }
      if (ways === 0) this.stuck = true;
      if (!this.work.spend((ways + 1) * state.rooms.length)) this.cut = true;
      yield;
    }
    return this.cut ? [] : [...next.values()];
  }

  /** Keeps one of the states that are alike. */
  add(states: Map<string, State>, state: State): void {
    const key = `${state.rooms.map(({ room, count }) => `${count}*${room.key}`).join('|')}${state.clash ? '!' : ''}`;
    if (states.has(key)) return;
    if (states.size >= mostStates) this.cut = true;
    else states.set(key, state);
  }
}

/** The state in which one of the rooms at an index holds something more. */
function taken({ rooms, clash }: State, at: number, amount: Amount, seats: readonly number[]): State {
  const from = rooms[at];
  if (from === undefined) return { rooms, clash };
  const { room, count } = from;
  const used =
    seats.length === 0 ? room.seats : [...new Set([...room.seats, ...seats])].sort((a, b) => a - b);
  const left = {
    gpus: room.gpus - amount.gpus,
    npus: room.npus - amount.npus,
    cpus: room.cpus - amount.cpus,
  };
  const after = roomOf(left, used, room.size);
  const others = rooms.flatMap((each, index) =>
    index !== at ? [each] : count > 1 ? [{ room, count: count - 1 }] : [],
  );
  const index = others.findIndex(each => each.room.key >= after.key);
  const alike = others[index];
  const next =
    alike?.room.key === after.key
      ? others.with(index, { room: after, count: alike.count + 1 })
      : others.toSpliced(index === -1 ? others.length : index, 0, { room: after, count: 1 });
  return { rooms: next, clash: clash || seats.some(seat => room.seats.includes(seat)) };
}
