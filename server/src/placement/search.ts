/**
 * All that Ray may choose. A state is one way in which the cluster may be filled; each application leads from the
 * states before it to those after it. An application that has no state after it fits nowhere whatever Ray does; one
 * that gets stuck in some state is not certain.
 *
 * Nodes of the same size are interchangeable, so states that differ in them only are one.
 */
import type { Amount } from './need';
import type { Capacity } from './bundles';

/** What an application asks for: replicas, each an actor with one of several lists of bundles. */
export interface Request {
  readonly replicas: number;
  readonly actor: Amount;
  readonly variants: readonly (readonly Amount[])[];
  /** Slots that the groups use on the GPUs of their node, where two must not use the same. */
  readonly slots?: readonly (readonly number[])[];
}

export interface Room {
  readonly gpus: number;
  readonly cpus: number;
  /** Slots of the node's GPUs that are in use. */
  readonly slots: readonly number[];
  /** Size of the node and all of the above: rooms with the same key are interchangeable. */
  readonly key: string;
  /** The part of it that stays. */
  readonly size: string;
}

export interface State {
  readonly rooms: readonly Room[];
  /** True once two groups use one GPU. */
  readonly clash: boolean;
}

export interface Reached {
  readonly states: readonly State[];
  /** True where some choice of Ray's leaves the application waiting. */
  readonly stuck: boolean;
  /** True where there are more states than were looked at: then no state is no proof. */
  readonly cut: boolean;
}

/** Most states of one step that are followed. */
const mostStates = 1000;

export function emptyState(nodes: readonly Capacity[]): State {
  const rooms = nodes.map(({ gpus, cpus }) => roomOf(gpus, cpus, [], `${gpus}/${cpus}`));
  return { rooms, clash: false };
}

function roomOf(gpus: number, cpus: number, slots: readonly number[], size: string): Room {
  return { gpus, cpus, slots, size, key: `${size}:${gpus},${cpus},${slots.join('.')}` };
}

/** States that one search may still make; then it follows one only. */
export interface Work {
  left: number;
}

/** Enough for a cluster that a person writes: tens of milliseconds. */
export function someWork(): Work {
  return { left: 8_000 };
}

/** The states after one more application. */
export function advance(before: readonly State[], request: Request, work: Work = someWork()): Reached {
  let states = before;
  let stuck = false;
  let cut = false;
  const step = (from: readonly State[], amount: Amount, slots: readonly number[]): readonly State[] => {
    if (amount.gpus === 0 && amount.cpus === 0) return from;
    const next = first(from).flatMap(state => {
      const ways = placed(state, amount, slots);
      if (ways.length === 0) stuck = true;
      return ways;
    });
    work.left -= next.length;
    return first(merge(next));
  };
  const first = (found: readonly State[]): readonly State[] => {
    const most = work.left < 0 ? 1 : mostStates;
    cut ||= found.length > most;
    return found.slice(0, most);
  };
  for (let replica = 0; replica < request.replicas && states.length > 0; replica++) {
    const started = step(states, request.actor, []);
    if (request.variants.length === 0) states = started;
    else {
      const ends = request.variants.map(bundles =>
        bundles.reduce((from, bundle, index) => step(from, bundle, request.slots?.[index] ?? []), started),
      );
      states = first(merge(ends.flat()));
    }
  }
  return { states, stuck, cut };
}

function placed(state: State, amount: Amount, slots: readonly number[]): State[] {
  const tried = new Set<string>();
  return state.rooms.flatMap((room, at) => {
    if (room.gpus < amount.gpus || room.cpus < amount.cpus || tried.has(room.key)) return [];
    tried.add(room.key);
    const clash = state.clash || slots.some(slot => room.slots.includes(slot));
    const used =
      slots.length === 0 ? room.slots : [...new Set([...room.slots, ...slots])].sort((a, b) => a - b);
    const after = roomOf(room.gpus - amount.gpus, room.cpus - amount.cpus, used, room.size);
    return [{ rooms: state.rooms.with(at, after), clash }];
  });
}

/** Keeps one of the states that are alike. */
function merge(states: readonly State[]): readonly State[] {
  const seen = new Map<string, State>();
  for (const state of states) {
    const key = `${state.rooms
      .map(room => room.key)
      .sort()
      .join('|')}${state.clash ? '!' : ''}`;
    if (!seen.has(key)) seen.set(key, state);
  }
  return [...seen.values()];
}
