/** Whether a launch goes on: by what Ray has room for where that proves it, and by the time since anything happened. */
import type { Snapshot } from '../../ray/snapshot';
import { applicationUnderWay, type ApplicationProgress, type Hang } from '../view';
import { neverRoom, roomsFor } from './room';

/** Milliseconds without any progress, after which a launch is reported. */
const quietMs = 60_000;
/** The same while a model is loaded: its weights may take minutes without a line in the log. */
const quietLoadingMs = 300_000;

export interface Moment {
  /** Of the launch, with what Ray's claims tell (`withClaims`). */
  readonly applications: readonly ApplicationProgress[];
  /** Absent where Ray does not answer. */
  readonly snapshot?: Snapshot | undefined;
  /** Milliseconds since the epoch: now, and since when nothing has happened. */
  readonly now: number;
  readonly since: number;
}

/** Undefined as long as the launch may go on: what is unknown gives no verdict. */
export function hangOf({ applications, snapshot, now, since }: Moment): Hang | undefined {
  const asking = applicationUnderWay({ applications });
  if (asking === undefined || asking.phase === 'failed') return undefined;
  const key = JSON.stringify([asking.name, asking.phase, asking.failedReplicas?.length ?? 0]);
  const hang = { application: asking.name, key, since };
  const { what = 'groups', asks = [] } = asking.waitsFor ?? {};
  if (snapshot !== undefined) {
    for (const ask of asks) {
      const kind = neverRoom(ask, snapshot, applications, asking);
      if (kind !== undefined) return { ...hang, kind, what, asks: ask, rooms: roomsFor(ask, snapshot) };
    }
  }
  if (now - since < (asking.phase === 'loading' ? quietLoadingMs : quietMs)) return undefined;
  const [first] = asks;
  return first === undefined || snapshot === undefined
    ? { ...hang, kind: 'quiet', rooms: [] }
    : { ...hang, kind: 'quiet', what, asks: first, rooms: roomsFor(first, snapshot) };
}
