/** Watches a launch under way for progress: the log, Ray's state and the clock together say whether it hangs. */
import { hangOf } from '../../core/launch/waiting/hang';
import { withClaims } from '../../core/launch/waiting/asked';
import type { Hang, LaunchView } from '../../core/launch/view';
import type { PollState, Snapshot } from '../../core/ray/snapshot';

/** What is known at one moment. */
export interface Look {
  readonly view: LaunchView;
  readonly poll: PollState;
  /** Lines that workers have written into the log so far: a sign of life while none waits for room. */
  readonly heard: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export class LaunchWatch {
  #known = '';
  /** By the claims of the last snapshot that could be used. */
  #claims = '';
  #isWaiting = false;
  #since = 0;
  /** A hang that is proved, and the snapshot that proves it. */
  #proved: { readonly hang: Hang; readonly at: number } | undefined;

  /** The view with what Ray reports about its applications, and with the hang, if there is one. */
  look({ view, poll, heard, now }: Look): LaunchView {
    if (view.state !== 'launching') {
      this.#known = '';
      this.#claims = '';
      this.#isWaiting = false;
      this.#proved = undefined;
      return view;
    }
    const snapshot = usable(poll, view);
    const applications = snapshot === undefined ? view.applications : withClaims(view.applications, snapshot);
    // A dashboard that comes and goes is no progress.
    if (snapshot !== undefined) {
      this.#claims = JSON.stringify(applications);
      this.#isWaiting = applications.some(({ waitsFor }) => waitsFor !== undefined);
    }
    // A line of an application that runs already says nothing of one that waits for room.
    const life = this.#isWaiting ? 0 : heard;
    const known = JSON.stringify([view.startedAt, view.applications, this.#claims, life]);
    if (known !== this.#known) this.#since = now;
    this.#known = known;
    const hang = this.#confirmed(hangOf({ applications, snapshot, now, since: this.#since }), snapshot);
    return { ...view, applications, ...(hang === undefined ? {} : { hang }) };
  }

  /** A second answer of Ray's must prove it too: one may be from the moment between two of its processes. */
  #confirmed(hang: Hang | undefined, snapshot: Snapshot | undefined): Hang | undefined {
    if (hang === undefined || hang.kind === 'quiet' || snapshot === undefined) {
      this.#proved = undefined;
      return hang;
    }
    if (this.#proved?.hang.key !== hang.key) this.#proved = { hang, at: snapshot.takenAt };
    return snapshot.takenAt > this.#proved.at ? hang : undefined;
  }
}

/** The snapshot, unless it is old or of before the launch. */
function usable({ snapshot, stale }: PollState, { startedAt = 0 }: LaunchView): Snapshot | undefined {
  return stale || snapshot === undefined || snapshot.takenAt < startedAt ? undefined : snapshot;
}
