/** The connection to the keeper of a machine: made when it is needed, made anew when it is lost. */
import type { Disposable } from '../../core/async/event';
import type { Machine } from '../../core/machine/machine';
import { plain, text, UserError } from '../../core/text/text';
import { abortable, sleep } from '../../core/async/wait';
import type { Connection, Request } from './connection';
import { Lost, Unusable } from './errors';

export interface LinkOptions {
  /** Interpreters to try, the best first; `python3`, `/usr/bin/python3` and `python` follow. */
  readonly pythons?: () => Promise<readonly string[]>;
  /** Milliseconds without a request after which the keeper is ended; default one minute. */
  readonly idleMs?: number;
  /** Whether the keeper must stay though there is no request. */
  readonly isNeeded: () => boolean;
  /** After a new connection took the place of a lost one. */
  readonly onReconnect: () => void;
}

/** Milliseconds before each try to send a request again. */
const pauses = [200, 500, 1_000, 2_000, 5_000];
/** A connection that lasted so long (ms) was a sound one: its loss starts the counting anew. */
const soundMs = 10_000;

export class Link implements Disposable {
  readonly #machine: Machine;
  readonly #options: LinkOptions;
  readonly #lifetime = new AbortController();
  #connection: Connection | undefined;
  #opening: Promise<Connection> | undefined;
  #python: string | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #requests = 0;

  constructor(machine: Machine, options: LinkOptions) {
    this.#machine = machine;
    this.#options = options;
  }

  /**
   * The answer of a request. After a lost connection it is made again and sent to a new keeper, unless `repeat` is
   * false. Throws what {@link Connection.request} throws, and a UserError where no keeper can be had.
   */
  async request(make: () => Request, repeat: boolean, signal: AbortSignal): Promise<unknown> {
    const all = AbortSignal.any([signal, this.#lifetime.signal]);
    this.#begin();
    try {
      for (let tries = 0; ; tries += 1) {
        const since = Date.now();
        let isSent = false;
        try {
          const connection = await this.#connected(all);
          isSent = true;
          return await connection.request(make(), all);
        } catch (error) {
          if (!(error instanceof Lost)) throw error;
          if (Date.now() - since > soundMs) tries = 0;
          const pause = pauses[tries];
          if ((isSent && !repeat) || pause === undefined) throw this.#lost(error);
          await sleep(pause, all);
        }
      }
    } finally {
      this.#end();
    }
  }

  dispose(): void {
    this.#lifetime.abort(new DOMException('The window is closing.', 'AbortError'));
    clearTimeout(this.#idle);
    this.#connection?.close();
    this.#connection = undefined;
  }

  #begin(): void {
    this.#requests += 1;
    clearTimeout(this.#idle);
  }

  #end(): void {
    this.#requests -= 1;
    clearTimeout(this.#idle);
    if (this.#requests > 0 || this.#lifetime.signal.aborted) return;
    this.#idle = setTimeout(() => {
      if (this.#options.isNeeded()) {
        this.#begin();
        this.#end();
      } else {
        this.#connection?.close();
        this.#connection = undefined;
      }
    }, this.#options.idleMs ?? 60_000);
  }

  /** One start for all who wait; who stops waiting does not stop it. */
  async #connected(signal: AbortSignal): Promise<Connection> {
    signal.throwIfAborted();
    if (this.#connection !== undefined && !this.#connection.isLost) return this.#connection;
    const isFirst = this.#connection === undefined;
    this.#opening ??= this.#open().then(
      connection => {
        this.#opening = undefined;
        if (this.#lifetime.signal.aborted) connection.close();
        this.#connection = connection;
        if (!isFirst) this.#options.onReconnect();
        return connection;
      },
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    return await abortable(this.#opening, signal);
  }

  async #open(): Promise<Connection> {
    const { Connection } = await import('./connection');
    const { signal } = this.#lifetime;
    const { name } = this.#machine;
    const named = (await this.#options.pythons?.()) ?? [];
    const known = this.#python === undefined ? [] : [this.#python];
    const tried: string[] = [];
    for (const python of new Set([...known, ...named, 'python3', '/usr/bin/python3', 'python'])) {
      try {
        const connection = await Connection.open(this.#machine, python, signal);
        this.#python = python;
        return connection;
      } catch (error) {
        signal.throwIfAborted();
        // Not the interpreter: the machine cannot be reached.
        if (!(error instanceof UserError) && !(error instanceof Unusable))
          throw new Lost(error instanceof Error ? error.message : String(error), { cause: error });
        // What cannot be started names itself; its remedy is not this one.
        tried.push(error instanceof UserError ? plain(error.what) : `${python}: ${error.message}`);
      }
    }
    throw new UserError(
      text('No Python 3.8 or later was found ({0}). It is required to start and stop processes.', name),
      text('Choose one with "Twinkle: Select Interpreter". Tried: {0}', tried.join('; ')),
      { kind: 'selectInterpreter' },
    );
  }

  #lost(cause: Lost): UserError {
    const { name } = this.#machine;
    return new UserError(
      cause.message === ''
        ? text('The connection to the machine was lost ({0}).', name)
        : text('The connection to the machine was lost ({0}): {1}', name, cause.message),
      text('Try again.'),
      { kind: 'refresh' },
      { cause },
    );
  }
}
