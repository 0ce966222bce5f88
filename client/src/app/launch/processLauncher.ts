/** A launcher as a process of the head's machine: recorded before it starts, found again by the next window. */
import { never } from '../../core/async/wait';
import type { FoundLauncher, Launcher, LauncherLog, LauncherStart } from '../../core/launch/launcher';
import { launchCommand } from '../../core/launch/plan';
import type { Keeper, RecordEnd } from '../../core/machine/keeper';
import { describeProcess, launcherStopPhases } from '../../core/machine/processes';
import { newAttempt, ofKind, type LauncherRecord, type LaunchRecord } from '../../core/records/processRecord';
import { text, type Text } from '../../core/text/text';
import { fileLog } from './fileLog';
import { launcherId, writeIntent } from './intent';

/** Logs of earlier launches that are kept: they show why those failed. */
const keptLogs = 9;

export class ProcessLauncher implements Launcher {
  readonly #keeper: Keeper;
  readonly #log: LauncherLog;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    this.#log = fileLog(keeper);
  }

  log(): LauncherLog {
    return this.#log;
  }

  async start({ plan, head, launch }: LauncherStart, signal: AbortSignal): Promise<LauncherRecord> {
    const command = launchCommand(plan);
    const { machine, state, time } = await this.#keeper.facts({}, signal);
    const id = launcherId(head.clusterFile, machine);
    // Not to be aborted from here on: what is started must be known. Who does not want it any more stops it.
    const written = await writeIntent(this.#keeper, head, {
      kind: 'launcher',
      id,
      attempt: newAttempt(),
      argv: command.argv,
      logFile: `${state}/logs/${id}-${stamp(time)}.log`,
      createdAt: time,
      launch,
    });
    const intent = ofKind(written, 'launcher');
    try {
      const started = await this.#keeper.start(
        {
          record: { ...intent, lease: true },
          command,
          oldLogs: { prefix: `${id}-`, keep: keptLogs },
        },
        never,
      );
      const record = ofKind(started.record, 'launcher');
      return ofKind(
        await this.#keeper.write({ ...record, stage: 'started', lease: false }, never),
        'launcher',
      );
    } catch (error) {
      await this.#forgetUnlessAlive(intent);
      throw error;
    }
  }

  async find(clusterFile: string, signal: AbortSignal): Promise<FoundLauncher | undefined> {
    const { records } = await this.#keeper.survey({ clusterFile, kind: 'launcher' }, signal);
    const launchers = records.flatMap(({ record, members, owned }) => {
      if (record.kind !== 'launcher') return [];
      // A record that was cut off before its process was known has it by the mark in its environment.
      const process = members.find(({ pid, session }) =>
        record.process === undefined ? pid === session : pid === record.process.pid,
      );
      return [{ record, process, lives: process !== undefined, owned }];
    });
    // There may be two where an older version, whose ids had no machine, has left one.
    return launchers.find(({ lives }) => lives) ?? launchers.at(-1);
  }

  async adopt(
    { record: given, process: found }: FoundLauncher,
    signal: AbortSignal,
  ): Promise<LauncherRecord> {
    const record = ofKind(given, 'launcher');
    if (record.stage === 'started' || found === undefined) return record;
    const { pid, session, startTicks } = found;
    const process = { pid, session, startTicks };
    const written = await this.#keeper.write({ ...record, stage: 'started', process, lease: false }, signal);
    return ofKind(written, 'launcher');
  }

  ended(record: LaunchRecord, signal: AbortSignal): Promise<RecordEnd> {
    return this.#keeper.wait(record, signal);
  }

  async end({ id, attempt }: LaunchRecord, signal: AbortSignal): Promise<Text | undefined> {
    const request = { id, attempt, phases: launcherStopPhases, keepRecord: true };
    const { left } = await this.#keeper.stop(request, () => undefined, signal);
    const [first] = left;
    return first === undefined ? undefined : text('The launcher did not exit: {0}', describeProcess(first));
  }

  async forget(record: LaunchRecord, signal: AbortSignal): Promise<void> {
    await this.#keeper.remove([record], signal);
  }

  /** Removes the record of a start that failed, unless something of it is alive. Never rejects. */
  async #forgetUnlessAlive(record: LauncherRecord): Promise<void> {
    try {
      const { records } = await this.#keeper.survey({ ids: [record.id] }, never);
      if (records.every(({ members }) => members.length === 0)) await this.forget(record, never);
    } catch {
      // Why the start failed is the error to report. The record stays, and the next look at it decides.
    }
  }
}

/** `20261124-004512`, in UTC, so that names sort by time. */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
}
