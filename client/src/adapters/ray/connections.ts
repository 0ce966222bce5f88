/** The connections to one dashboard: each is kept for the next question. */
import type { Duplex } from 'node:stream';
import type { Disposable } from '../../core/async/event';
import { abortable } from '../../core/async/wait';
import { Connection } from './connection';

/** How many connections there are at most, and so how many questions are under way at once. */
const most = 4;

export class Connections implements Disposable {
  readonly #open: (signal: AbortSignal) => Promise<Duplex>;
  /** Each with what ends the look at it. The last one that was used comes first to the next question. */
  readonly #idle: { readonly connection: Connection; readonly stop: () => void }[] = [];
  readonly #lifetime = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #used = 0;

  /** @param open makes a connection; one that comes after its signal was aborted is destroyed here. */
  constructor(open: (signal: AbortSignal) => Promise<Duplex>) {
    this.#open = open;
  }

  /**
   * Works with a connection that nothing else uses. It is kept afterwards as long as it is usable. Throws what the work or
   * the opening throws, or the reason of the signal; after {@link dispose} an error.
   */
  async use<T>(
    work: (connection: Connection, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const either = AbortSignal.any([signal, this.#lifetime.signal]);
    await this.#enter(either);
    try {
      const connection = this.#kept() ?? new Connection(await opened(this.#open, either));
      try {
        return await work(connection, either);
      } finally {
        this.#keep(connection);
      }
    } finally {
      this.#leave();
    }
  }

  /**
   * Works with a new connection that is closed afterwards: for what takes it out of HTTP. It is not counted, since it may
   * take as long as a job.
   */
  async alone<T>(
    work: (connection: Connection, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const either = AbortSignal.any([signal, this.#lifetime.signal]);
    const connection = new Connection(await opened(this.#open, either));
    try {
      return await work(connection, either);
    } finally {
      connection.destroy();
    }
  }

  dispose(): void {
    this.#lifetime.abort(new Error('The connections were closed.'));
    for (const { connection, stop } of this.#idle.splice(0)) {
      stop();
      connection.destroy();
    }
  }

  #kept(): Connection | undefined {
    for (;;) {
      const last = this.#idle.pop();
      last?.stop();
      if (last === undefined || last.connection.usable) return last?.connection;
      last.connection.destroy();
    }
  }

  #keep(connection: Connection): void {
    if (!connection.usable || this.#lifetime.signal.aborted) {
      connection.destroy();
      return;
    }
    const stop = connection.whileIdle(() => {
      const place = this.#idle.findIndex(each => each.connection === connection);
      if (place >= 0) this.#idle.splice(place, 1);
      connection.destroy();
    });
    this.#idle.push({ connection, stop });
  }

  /** Resolves when fewer than {@link most} questions are under way, in the order of the calls. */
  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#used < most) {
      this.#used += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal.reason as Error);
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Passes the place on. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#used -= 1;
    else next();
  }
}

/** Throws the signal's reason at once, also where the dialer takes its time. */
async function opened(open: (signal: AbortSignal) => Promise<Duplex>, signal: AbortSignal): Promise<Duplex> {
  const dialled = open(signal);
  try {
    return await abortable(dialled, signal);
  } catch (error) {
    dialled.then(
      stream => stream.destroy(),
      () => undefined,
    );
    throw error;
  }
}
