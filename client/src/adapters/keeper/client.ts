/** The {@link Keeper} of a machine. */
import type { Command, Exit } from '../../core/machine/command';
import type { Disposable } from '../../core/async/event';
import type {
  CachedModel,
  Created,
  FileBeginning,
  FileSlice,
  FollowEvent,
  Keeper,
  LogCursor,
  MachineFacts,
  PortState,
  RecordDraft,
  RecordEnd,
  RecordKey,
  RunOptions,
  StartedRecord,
  StartRequest,
  StopEvent,
  StopOutcome,
  StopRequest,
  Survey,
  SurveyFilter,
} from '../../core/machine/keeper';
import type { Machine } from '../../core/machine/machine';
import type { ProcessRecord } from '../../core/records/processRecord';
import { never } from '../../core/async/wait';
import { redactArgv } from '../../core/secrets/redact';
import { text, UserError } from '../../core/text/text';
import type { Operation, Request } from './connection';
import { Refused, type KeeperError } from './errors';
import { errorOf, fileFault, tookTooLong } from './faults';
import { followed } from './followed';
import { Leases } from './leases';
import { Link, type LinkOptions } from './link';

export interface KeeperOptions extends Pick<LinkOptions, 'pythons' | 'idleMs'> {
  /** Gives the value of a secret that a command names. */
  readonly secret: (name: string) => Promise<string | undefined>;
}

interface Ask {
  readonly signal: AbortSignal;
  /** Milliseconds; default 30 s. */
  readonly limitMs?: number;
  readonly onEvent?: Request['onEvent'];
  /** Send it again after a lost connection; default true. */
  readonly repeat?: boolean;
}

/** Without another limit, this much of the end of each output is kept. */
const defaultOutputBytes = 1 << 20;
/** Milliseconds that an answer may take, beyond what the request itself allows. */
const answerMs = 30_000;
/** A timer for longer ends at once. */
const longestMs = 2 ** 31 - 1;

/** Nothing is started before the first request. */
export class KeeperClient implements Keeper, Disposable {
  readonly #options: KeeperOptions;
  readonly #link: Link;
  readonly #leases = new Leases(keys => this.#renew(keys));

  constructor(
    readonly machine: Machine,
    options: KeeperOptions,
  ) {
    this.#options = options;
    this.#link = new Link(machine, {
      ...options,
      isNeeded: () => this.#leases.any,
      onReconnect: () => void this.#leases.renewNow(),
    });
  }

  get name(): string {
    return this.machine.name;
  }

  async facts({ cards = false }: { readonly cards?: boolean }, signal: AbortSignal): Promise<MachineFacts> {
    return (await this.#ask('facts', { cards }, { signal })) as MachineFacts;
  }

  async models(signal: AbortSignal): Promise<readonly CachedModel[]> {
    return ((await this.#ask('models', {}, { signal })) as { models: readonly CachedModel[] }).models;
  }

  async survey(filter: SurveyFilter, signal: AbortSignal): Promise<Survey> {
    const found = (await this.#ask('survey', filter, { signal })) as Survey & {
      broken: readonly KeeperError[];
    };
    return { ...found, broken: found.broken.map(fileFault) };
  }

  async create(record: RecordDraft, signal: AbortSignal): Promise<Created> {
    const answer = (await this.#ask('create', this.#draft(record), { signal })) as Created;
    if (answer.created) this.#leases.note(answer.record);
    return answer;
  }

  async write(record: RecordDraft, signal: AbortSignal): Promise<ProcessRecord> {
    const answer = (await this.#ask('write', this.#draft(record), { signal })) as { record: ProcessRecord };
    this.#leases.note(answer.record);
    return answer.record;
  }

  async remove(keys: readonly RecordKey[], signal: AbortSignal): Promise<void> {
    await this.#ask('remove', { keys: keys.map(({ id, attempt }) => ({ id, attempt })) }, { signal });
    for (const { id } of keys) this.#leases.forget(id);
  }

  async start(request: StartRequest, signal: AbortSignal): Promise<StartedRecord> {
    const { record, command, create = false, oldLogs } = request;
    const args = {
      ...this.#draft(record),
      ...(await this.#command(command)),
      create,
      ...(oldLogs === undefined ? {} : { oldLogs }),
    };
    const answer = (await this.#ask('start', args, { signal })) as StartedRecord;
    this.#leases.note(answer.record);
    return answer;
  }

  async wait({ id, attempt }: RecordKey, signal: AbortSignal): Promise<RecordEnd> {
    return (await this.#ask('wait', { id, attempt }, { signal, limitMs: Infinity })) as RecordEnd;
  }

  async stop(
    request: StopRequest,
    onEvent: (event: StopEvent) => void,
    signal: AbortSignal,
  ): Promise<StopOutcome> {
    const { phases, portMs = 0 } = request;
    // After each grace what was killed may take ten seconds; a start that comes in between begins it anew.
    const limitMs = 3 * phases.reduce((sum, { graceMs }) => sum + graceMs + 20_000, portMs + 20_000);
    const take = (event: unknown) => {
      onEvent(event as StopEvent);
      return 0;
    };
    try {
      return (await this.#ask('stop', request, { signal, limitMs, onEvent: take })) as StopOutcome;
    } finally {
      // What could not be stopped is not being started any more: its lease expires.
      this.#leases.forget(request.id);
    }
  }

  async ports(ports: readonly number[], signal: AbortSignal): Promise<readonly PortState[]> {
    return ((await this.#ask('ports', { ports }, { signal })) as { ports: readonly PortState[] }).ports;
  }

  async run(command: Command, options: RunOptions): Promise<Exit> {
    const { signal, timeoutMs, stdin, maxOutputBytes = defaultOutputBytes, onOutput } = options;
    const args = {
      ...(await this.#command(command)),
      timeoutMs,
      maxOutputBytes,
      stream: onOutput !== undefined,
      ...(stdin === undefined ? {} : { stdin }),
    };
    const onEvent = (event: unknown) => {
      const output = event as { text: string; size: number };
      onOutput?.(output.text);
      return output.size;
    };
    try {
      const ask = { signal, limitMs: timeoutMs + answerMs, onEvent, repeat: false };
      return (await this.#ask('run', args, ask)) as Exit;
    } catch (error) {
      if (error instanceof Error && error.cause instanceof Refused && error.cause.answer.code === 'timeout')
        throw tookTooLong(command, timeoutMs);
      throw error;
    }
  }

  async read(
    path: string,
    from: number,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<FileSlice | undefined> {
    const found = (await this.#ask('read', { path, from, maxBytes }, { signal })) as {
      data: string;
      size: number;
      identity: string;
    } | null;
    if (found === null) return undefined;
    return { bytes: Buffer.from(found.data, 'base64'), size: found.size, identity: found.identity };
  }

  async beginnings(
    paths: readonly string[],
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<readonly (FileBeginning | undefined)[]> {
    const { files } = (await this.#ask('beginnings', { paths, maxBytes }, { signal })) as {
      files: readonly ({ data: string; size: number } | null)[];
    };
    return files.map(file =>
      file === null ? undefined : { bytes: Buffer.from(file.data, 'base64'), size: file.size },
    );
  }

  async list(folders: readonly string[], signal: AbortSignal): Promise<readonly (readonly string[])[]> {
    const answer = await this.#ask('list', { folders }, { signal });
    return (answer as { folders: readonly (readonly string[])[] }).folders;
  }

  async follow(
    path: string,
    cursor: LogCursor,
    onEvent: (event: FollowEvent) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<never> {
    const { args, take } = followed(path, cursor, onEvent);
    const ask = { signal, limitMs: Infinity, onEvent: take };
    await this.#askAgain('follow', args, ask);
    throw new Error('the keeper has ended a follow');
  }

  dispose(): void {
    this.#leases.dispose();
    this.#link.dispose();
  }

  #ask(op: Operation, args: object, ask: Ask): Promise<unknown> {
    return this.#askAgain(op, () => args, ask);
  }

  /** @param args made for each try */
  async #askAgain(op: Operation, args: () => object, ask: Ask): Promise<unknown> {
    const { signal, limitMs = answerMs, onEvent, repeat = true } = ask;
    const late = new AbortController();
    const timer =
      limitMs <= longestMs
        ? setTimeout(() => {
            late.abort(
              new UserError(
                text('The machine did not answer within {0} s ({1}).', Math.round(limitMs / 1000), this.name),
                text('Try again.'),
              ),
            );
          }, limitMs)
        : undefined;
    const make = () => ({ op, args: args(), ...(onEvent === undefined ? {} : { onEvent }) });
    try {
      return await this.#link.request(make, repeat, AbortSignal.any([signal, late.signal]));
    } catch (error) {
      throw errorOf(error, op, this.name);
    } finally {
      clearTimeout(timer);
    }
  }

  async #renew(keys: readonly RecordKey[]): Promise<readonly string[]> {
    const args = { keys, lease: this.#leases.argument };
    const answer = await this.#ask('renew', args, { signal: never });
    return (answer as { renewed: readonly string[] }).renewed;
  }

  /** Secrets are named in a record, never held. The interpreter is run again by it, and stays as it is. */
  #draft(draft: RecordDraft): object {
    const { lease, ...record } = draft;
    const [program, ...rest] = record.argv;
    const argv = program === undefined ? [] : [program, ...redactArgv(rest)];
    const isHeld = lease !== undefined && lease !== false;
    return { record: { ...record, argv }, ...(isHeld ? { lease: this.#leases.argument } : {}) };
  }

  /** Values of secrets travel beside the command, into its environment and nowhere else. */
  async #command({ secrets: names = {}, ...command }: Command): Promise<object> {
    const secrets: Record<string, string> = {};
    for (const [variable, name] of Object.entries(names)) {
      const value = await this.#options.secret(name);
      if (value === undefined) {
        throw new UserError(
          text('{1} requires a value for {0}, and there is none.', variable, 'Ray'),
          text('Set it with the command "Twinkle: Set Ray Token".'),
          { kind: 'setRayToken' },
        );
      }
      secrets[variable] = value;
    }
    return { command, secrets };
  }
}
