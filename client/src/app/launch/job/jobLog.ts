/**
 * The log of a job, as Ray streams it: from its beginning at each connection, and with an end at any time. What was given
 * before is left out, and a checksum tells whether it is still the same.
 */
import { abortable, sleep } from '../../../core/async/wait';
import { checksum, emptyChecksum } from '../../../core/format/checksum';
import type { LauncherLog, LogState } from '../../../core/launch/launcher';
import type { FollowEvent, Keeper, LogCursor } from '../../../core/machine/keeper';
import type { Dashboard } from '../../../core/ray/dashboard';
import { decodeJob, isUnderWay } from '../../../core/ray/jobs';
import type { JobRecord } from '../../../core/records/processRecord';

export interface JobLogPorts {
  /** Of the head's machine, where Ray keeps the log. */
  readonly keeper: Pick<Keeper, 'read'>;
  /** Opens the dashboard of the job's cluster. */
  readonly dashboard: () => Dashboard;
  /** Milliseconds before the stream is opened again; twice as many each time that nothing new came, up to 10 s. */
  readonly retryMs?: number;
}

type OnEvent = (event: FollowEvent) => void | Promise<void>;

const longestRetryMs = 10_000;
/** Bytes: a longer log is not asked for as a whole. */
const mostAsked = 16 * 1024 * 1024;
/** Times that a stream is cut off where it was before, until that is reported. */
const mostCuts = 3;
/** Any other code of a WebSocket is an error. */
const closedInOrder = 1000;

interface Reader {
  cursor: LogCursor;
  readonly onEvent: OnEvent;
}

/** What was given before is another text now. */
class Differs extends Error {}

export class JobLog implements LauncherLog {
  readonly #ports: JobLogPorts;
  readonly #id: string;
  readonly #file: string;
  /** Where the newest reader is; undefined before there is one. */
  #reader: Reader | undefined;
  #setComplete: () => void = () => undefined;
  readonly #complete = new Promise<void>(resolve => {
    this.#setComplete = resolve;
  });

  constructor({ job, logFile }: JobRecord, ports: JobLogPorts) {
    this.#ports = ports;
    this.#id = job.submissionId;
    this.#file = logFile;
  }

  /** Throws a DashboardError where Ray cannot be asked; whoever follows asks again. */
  async follow(_path: string, cursor: LogCursor, onEvent: OnEvent, signal: AbortSignal): Promise<never> {
    const reader: Reader = { cursor, onEvent };
    this.#reader = reader;
    const dashboard = this.#ports.dashboard();
    try {
      await this.#read(dashboard, reader, signal);
    } finally {
      dashboard.dispose();
    }
    this.#setComplete();
    for (;;) await sleep(longestRetryMs, signal);
  }

  /**
   * Of a job that has ended: all of its log, once a reader has it. Else what has come so far, since Ray does not say how
   * much there is; before anybody reads, the size of the file, if it is there.
   */
  async state(_path: string, signal: AbortSignal): Promise<LogState | undefined> {
    if (this.#reader === undefined) {
      const file = await this.#ports.keeper.read(this.#file, 0, 0, signal);
      return file === undefined ? undefined : { size: file.size, identity: this.#id };
    }
    const dashboard = this.#ports.dashboard();
    try {
      if ((await this.#status(dashboard, signal)) === 'ended') await abortable(this.#complete, signal);
    } finally {
      dashboard.dispose();
    }
    return { size: this.#reader.cursor.offset, identity: this.#id };
  }

  /** Resolves when the job has ended and its log is read. */
  async #read(dashboard: Dashboard, reader: Reader, signal: AbortSignal): Promise<void> {
    const { retryMs = 1_000 } = this.#ports;
    let pauseMs = retryMs;
    let cuts = 0;
    for (;;) {
      const before = await this.#status(dashboard, signal);
      // Ray has forgotten it, and its log with it.
      if (before === 'unknown') return;
      const start = reader.cursor;
      const stream = new Stream(this.#id, start, async event => {
        reader.cursor = event.cursor;
        await reader.onEvent(event);
      });
      // What has ended is had at once; Ray takes seconds to close its stream.
      const whole = before === 'ended' ? await this.#whole(dashboard, start.offset, signal) : undefined;
      let code = closedInOrder;
      try {
        if (whole !== undefined) await stream.take(whole);
        else ({ code } = await dashboard.tailJob(this.#id, bytes => stream.take(bytes), signal));
      } catch (error) {
        if (!(error instanceof Differs)) throw error;
        await restart(reader, 'replaced');
        continue;
      }
      const inOrder = code === closedInOrder;
      if (before === 'ended' && inOrder) {
        if (!stream.isBehind) return;
        await restart(reader, 'shortened');
        continue;
      }
      const hasMore = stream.offset > start.offset;
      pauseMs = hasMore ? retryMs : Math.min(longestRetryMs, pauseMs * 2);
      const isCut = !hasMore && (!inOrder || (await this.#isLonger(dashboard, start.offset, signal)));
      cuts = isCut ? cuts + 1 : 0;
      if (cuts === mostCuts) await reader.onEvent({ kind: 'cut' });
      // Nothing can come any more that did not come before.
      if (cuts >= mostCuts && before === 'ended') return;
      await sleep(pauseMs, signal);
    }
  }

  /** A stream that is closed while nothing is written is no fault; one that leaves something out is. */
  async #isLonger(dashboard: Dashboard, offset: number, signal: AbortSignal): Promise<boolean> {
    const whole = await this.#whole(dashboard, offset, signal);
    return whole !== undefined && whole.length > offset;
  }

  /** Undefined where it cannot be had, or is too long to be had at once. */
  async #whole(dashboard: Dashboard, offset: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
    if (offset > mostAsked) return undefined;
    try {
      return await dashboard.jobLog(this.#id, signal);
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async #status(dashboard: Dashboard, signal: AbortSignal): Promise<'underWay' | 'ended' | 'unknown'> {
    const answer = await dashboard.job(this.#id, signal);
    if (answer === undefined) return 'unknown';
    const info = decodeJob(answer);
    return info === undefined || isUnderWay(info.status) ? 'underWay' : 'ended';
  }
}

async function restart(reader: Reader, kind: 'replaced' | 'shortened'): Promise<void> {
  reader.cursor = { offset: 0 };
  await reader.onEvent({ kind });
}

type Data = Extract<FollowEvent, { kind: 'data' }>;

/** One connection: leaves out what was given before, and passes on the rest. */
class Stream {
  readonly #identity: string;
  readonly #start: LogCursor;
  readonly #onData: (event: Data) => Promise<void>;
  #offset = 0;
  #sum = emptyChecksum;

  constructor(identity: string, start: LogCursor, onData: (event: Data) => Promise<void>) {
    this.#identity = identity;
    this.#start = start;
    this.#onData = onData;
  }

  /** Bytes that came. */
  get offset(): number {
    return this.#offset;
  }

  /** It has ended before the place where the reader is. */
  get isBehind(): boolean {
    return this.#offset < this.#start.offset;
  }

  /** Throws {@link Differs} at the place where the reader is. */
  async take(bytes: Uint8Array): Promise<void> {
    const missing = Math.max(0, this.#start.offset - this.#offset);
    const before = bytes.subarray(0, missing);
    this.#count(before);
    const isThere = missing > 0 && before.length === missing;
    const known = this.#start.checksum;
    if (isThere && known !== undefined && known !== this.#sum) throw new Differs();
    const rest = bytes.subarray(before.length);
    if (rest.length === 0) return;
    this.#count(rest);
    const cursor = { identity: this.#identity, offset: this.#offset, checksum: this.#sum };
    await this.#onData({ kind: 'data', bytes: rest, cursor, size: this.#offset });
  }

  #count(bytes: Uint8Array): void {
    this.#sum = checksum(this.#sum, bytes);
    this.#offset += bytes.length;
  }
}
