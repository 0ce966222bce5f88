/** What the contract works with: a machine, a keeper on it, and a folder there that is removed at the end. */
import { afterAll } from 'vitest';
import { KeeperClient } from '../../client/src/adapters/keeper/client';
import type { Command } from '../../client/src/core/machine/command';
import type { Machine, RunningProgram } from '../../client/src/core/machine/machine';
import type { RecordDraft } from '../../client/src/core/machine/keeper';
import { newAttempt, type NodeRecord } from '../../client/src/core/records/processRecord';
import { labHead } from '../support/keeper';

/** A machine whose programs have the state folder in their environment. */
export interface Place {
  readonly machine: Machine;
  /** `TWINKLE_STATE_HOME` there; need not exist yet. */
  readonly state: string;
}

/** A machine whose programs can be ended as if the connection to it was cut. */
export class CutMachine implements Machine {
  /** How many programs were started. */
  started = 0;
  readonly #living = new Set<RunningProgram>();

  constructor(readonly inner: Machine) {}

  get name(): string {
    return this.inner.name;
  }

  async run(argv: readonly [string, ...string[]], signal: AbortSignal): Promise<RunningProgram> {
    const program = await this.inner.run(argv, signal);
    this.started += 1;
    this.#living.add(program);
    void program.ended.then(() => this.#living.delete(program));
    return program;
  }

  dial: Machine['dial'] = (port, signal) => this.inner.dial(port, signal);
  listen: Machine['listen'] = (onConnection, signal) => this.inner.listen(onConnection, signal);

  /** Ends every program that runs, and gives when that is over. */
  async cut(): Promise<void> {
    const all = [...this.#living];
    if (all.length === 0) throw new Error('nothing runs');
    for (const program of all) program.kill();
    await Promise.all(all.map(({ ended }) => ended));
  }

  /** Resolves when no program runs. */
  async idle(): Promise<void> {
    await Promise.all([...this.#living].map(({ ended }) => ended));
  }
}

export class Bench {
  readonly machine: CutMachine;
  readonly keeper: KeeperClient;
  readonly #keepers: KeeperClient[] = [];
  readonly signal = new AbortController().signal;
  /** Digits that only this run has, for commands that are looked for by their arguments. */
  readonly mark = String(Math.floor(Math.random() * 1e9)).padStart(9, '0');

  constructor(readonly place: Place) {
    this.machine = new CutMachine(place.machine);
    this.keeper = this.client();
    afterAll(async () => {
      const { keeper, signal } = this;
      const { records } = await keeper.survey({}, signal).catch(() => ({ records: [] }));
      for (const { record } of records)
        await keeper.stop({ id: record.id, phases: [] }, () => undefined, signal);
      await this.sh(`rm -rf -- "$1" "$1.files"`, this.state);
      for (const each of this.#keepers) each.dispose();
    });
  }

  get state(): string {
    return this.place.state;
  }

  /** Another keeper, as another window has one. */
  client(machine: Machine = this.machine): KeeperClient {
    const keeper = new KeeperClient(machine, {
      secret: name => Promise.resolve(name === 'token' ? 's3cret-value' : undefined),
    });
    this.#keepers.push(keeper);
    return keeper;
  }

  /** Output of a shell script on the machine, without its last line feed. */
  async sh(script: string, ...args: string[]): Promise<string> {
    const command: Command = { argv: ['sh', '-c', script, 'sh', ...args], env: {} };
    const exit = await this.keeper.run(command, { signal: this.signal, timeoutMs: 20_000 });
    if (exit.code !== 0) throw new Error(`${script}: ${exit.stderr}`);
    return exit.stdout.replace(/\n$/, '');
  }

  /** How many processes of the machine have exactly this command line. */
  running(command: string): Promise<string> {
    return this.sh('pgrep -cfx -- "$1" || true', command);
  }

  /** A record of a node that is not started yet. */
  draft(id: string, more: Partial<NodeRecord> = {}): RecordDraft {
    return {
      version: 2,
      id,
      attempt: newAttempt(),
      stage: 'starting',
      kind: 'node',
      clusterFile: '/w/twinkle_cluster.yaml',
      ...labHead,
      argv: ['ray', 'start'],
      logFile: `${this.state}/logs/${id}.log`,
      createdAt: Date.now(),
      ...more,
    };
  }

  /** Starts a shell script under a new record. */
  async started(id: string, script: string, more: Partial<NodeRecord> = {}) {
    const command: Command = { argv: ['sh', '-c', script], env: {} };
    const { record } = await this.keeper.start(
      { record: this.draft(id, more), command, create: true },
      this.signal,
    );
    return record;
  }

  /** Names in the folder of records. */
  async files(): Promise<readonly string[]> {
    return (await this.keeper.list([`${this.state}/records`], this.signal))[0] ?? [];
  }
}

export const shell = (script: string, more: Partial<Command> = {}): Command => ({
  argv: ['sh', '-c', script],
  env: {},
  ...more,
});
