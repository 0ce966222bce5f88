/**
 * One keeper under way: its program is sent, then requests, events and answers as lines of JSON. With that program and
 * the validators it is nearly half of the extension's code, so it is imported with the first keeper (link.ts).
 */
import type { Machine, RunningProgram } from '../../core/machine/machine';
import { never, within } from '../../core/async/wait';
import { lastLine } from '../../core/format/strings';
import { endOf, messages, type Message } from './lines';
import { Lost, Refused, Unusable, type KeeperError } from './errors';
import { keeperCommand, keeperProgram, protocol } from './program';
import * as validators from './validators.mjs';
import type { Validate } from './validators.mjs';

/** An operation of the keeper, with the validators of its answer and its events. */
export type Operation = Exclude<
  keyof typeof validators,
  'line' | 'hello' | 'stopEvent' | 'runEvent' | 'followEvent'
>;

function eventOf(op: Operation): Validate | undefined {
  const { stopEvent, runEvent, followEvent } = validators;
  const events: Partial<Record<Operation, Validate>> = {
    stop: stopEvent,
    run: runEvent,
    follow: followEvent,
  };
  return events[op];
}

export interface Request {
  readonly op: Operation;
  readonly args: object;
  /** Gives the bytes to acknowledge, if the operation counts them. @param payload bytes that came with the event */
  readonly onEvent?: (event: unknown, payload?: Uint8Array) => number | Promise<number>;
}

interface Pending {
  readonly request: Request;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: Error) => void;
  /** Events are handed on one after another; the answer after them. */
  events: Promise<void>;
  /** Bytes of events that were used and not acknowledged yet. */
  owed: number;
  cancelled: boolean;
}

interface Line {
  readonly id?: number | null;
  readonly event?: unknown;
  readonly ok?: unknown;
  readonly error?: KeeperError;
}

/** Milliseconds that an interpreter may take to answer, and a keeper to end when it is left. */
const helloMs = 15_000;
const endMs = 6_000;
/** Milliseconds for the errors of a program that has closed its output; it may live on, or leave them to a child. */
const errorsMs = 1_000;
/** The keeper reads no longer line, see `channel.py`. */
const mostBytes = 16 << 20;
/** Bytes that are used before one message acknowledges them; the keeper waits at a million (`task.py`): each message wakes it. */
const owedBytes = 128 << 10;

export class Connection {
  readonly #program: RunningProgram;
  readonly #lines: AsyncGenerator<Message, void>;
  readonly #pending = new Map<number, Pending>();
  #next = 1;
  #lost: Lost | undefined;

  private constructor(
    program: RunningProgram,
    lines: AsyncGenerator<Message, void>,
    stderr: Promise<string>,
  ) {
    this.#program = program;
    this.#lines = lines;
    void this.#read(stderr);
  }

  /**
   * Starts a keeper. Throws {@link Unusable} where the interpreter cannot run it, with the reason as its message, and
   * what `Machine.run` throws.
   */
  static async open(machine: Machine, python: string, signal: AbortSignal): Promise<Connection> {
    const program = await machine.run(keeperCommand(python), signal);
    const stderr = endOf(program.stderr).catch(() => '');
    try {
      // It may end before it has read everything; its output then says why.
      program.write(keeperProgram()).catch(() => undefined);
      const lines = messages(program.stdout);
      const first = await within(lines.next(), helloMs, signal);
      if (first === undefined) throw new Unusable(`it did not answer within ${helloMs / 1000} s`);
      if (first.value.done === true) throw new Unusable(await lastWords(stderr));
      const { hello } = first.value.value.value as { hello?: { protocol: number; python: string } };
      if (!validators.hello(hello) || hello === undefined) throw new Unusable('it gave an unexpected answer');
      if (hello.protocol !== protocol) throw new Unusable(`it is Python ${hello.python}`);
      return new Connection(program, lines, stderr);
    } catch (error) {
      program.kill();
      signal.throwIfAborted();
      throw error instanceof Unusable ? error : new Unusable(String(error), { cause: error });
    }
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** Requests that have no answer yet. */
  get pending(): number {
    return this.#pending.size;
  }

  /**
   * Sends a request; its answer is validated. Throws {@link Refused} for an error answer, {@link Lost} where the
   * keeper ends before it answers, and the signal's reason on abort: the keeper is then asked to cancel.
   */
  request(request: Request, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (this.#lost !== undefined) throw this.#lost;
      const id = this.#next;
      this.#next += 1;
      const line = encoded({ id, op: request.op, args: request.args });
      // It would end the connection, and every other request with it.
      if (line.length > mostBytes) throw new Error(`keeper, ${request.op}: the request is too long`);
      const abort = () => {
        const pending = this.#pending.get(id);
        if (pending === undefined || pending.cancelled) return;
        pending.cancelled = true;
        this.#send({ id, cancel: true });
        reject(signal.reason as Error);
      };
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', abort);
          end(value);
        };
      this.#pending.set(id, {
        request,
        resolve: settle(resolve),
        reject: settle(reject),
        events: Promise.resolve(),
        owed: 0,
        cancelled: false,
      });
      signal.addEventListener('abort', abort, { once: true });
      this.#write(line);
    });
  }

  /** Ends the keeper: its input is closed, and after a while it is killed. */
  close(): void {
    this.#program.end();
    const timer = setTimeout(() => {
      this.#program.kill();
    }, endMs);
    void this.#program.ended.then(() => {
      clearTimeout(timer);
    });
  }

  #send(value: object): void {
    this.#write(encoded(value));
  }

  #write(line: Uint8Array): void {
    this.#program.write(line).catch(() => {
      // Its output ends, too, and says so to all.
    });
  }

  async #read(stderr: Promise<string>): Promise<void> {
    let reason = '';
    try {
      for await (const { value, payload } of this.#lines) this.#take(value, payload);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    this.#program.kill();
    reason ||= await lastWords(stderr);
    const lost = new Lost(reason);
    this.#lost = lost;
    for (const { reject, events: before } of this.#pending.values()) {
      void before.then(() => {
        reject(lost);
      });
    }
    this.#pending.clear();
  }

  #take(value: unknown, payload: Uint8Array | undefined): void {
    if (!validators.line(value)) throw new Error('it gave an unexpected answer');
    const line = value as Line;
    const pending = typeof line.id === 'number' ? this.#pending.get(line.id) : undefined;
    if (pending === undefined || typeof line.id !== 'number') {
      if (line.id === null) throw new Error(line.error?.message ?? 'it did not understand a request');
      return;
    }
    if ('event' in line) {
      this.#event(line.id, pending, line.event, payload);
      return;
    }
    this.#pending.delete(line.id);
    const { op } = pending.request;
    void pending.events.then(() => {
      if (line.error !== undefined) pending.reject(new Refused(line.error));
      else if (validators[op](line.ok)) pending.resolve(line.ok);
      else pending.reject(unexpected(op, validators[op]));
    });
  }

  #event(id: number, pending: Pending, event: unknown, payload: Uint8Array | undefined): void {
    const { op, onEvent } = pending.request;
    const validate = eventOf(op);
    if (validate?.(event) !== true) throw new Error('it gave an unexpected event');
    pending.events = pending.events.then(async () => {
      if (pending.cancelled) return;
      try {
        pending.owed += (await onEvent?.(event, payload)) ?? 0;
        if (pending.owed < owedBytes || this.#lost !== undefined) return;
        this.#send({ id, ack: pending.owed });
        pending.owed = 0;
      } catch (error) {
        pending.cancelled = true;
        this.#send({ id, cancel: true });
        pending.reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }
}

async function lastWords(stderr: Promise<string>): Promise<string> {
  return lastLine((await within(stderr, errorsMs, never))?.value ?? '');
}

function encoded(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

function unexpected(op: string, { errors }: Validate): Error {
  const [first] = errors ?? [];
  return new Error(`unexpected answer to ${op}: ${first?.instancePath ?? ''} ${first?.keyword ?? ''}`);
}
