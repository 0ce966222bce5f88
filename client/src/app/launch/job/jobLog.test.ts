import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDashboard } from '../../../../../test/support/localDashboard';
import { FakeRayJobs } from '../../../../../test/support/rayJobs';
import type { FollowEvent, LogCursor } from '../../../core/machine/keeper';
import type { JobRecord } from '../../../core/records/processRecord';
import { plain } from '../../../core/text/text';
import { LogFollower } from '../logFollower';
import { JobLog } from './jobLog';

const id = 'twinkle-1';
let ray: FakeRayJobs;
let log: JobLog;
let end: AbortController;
/** Bytes of the file, for whoever asks before the log is read. */
let fileSize: number | undefined;

beforeEach(async () => {
  ray = await new FakeRayJobs().start();
  ray.jobs.set(id, { status: 'RUNNING', log: '' });
  end = new AbortController();
  fileSize = undefined;
  const record = { job: { submissionId: id }, logFile: '/no/such/file' } as JobRecord;
  log = new JobLog(record, {
    keeper: {
      read: () =>
        Promise.resolve(
          fileSize === undefined ? undefined : { size: fileSize, identity: 'inode', bytes: new Uint8Array() },
        ),
    },
    dashboard: () => localDashboard(ray.url),
    retryMs: 5,
  });
});

afterEach(() => {
  end.abort();
  ray.dispose();
});

/** Follows, and collects: what came, and what else was said. */
function follow(
  cursor: LogCursor = { offset: 0 },
  onEvent: (event: FollowEvent) => unknown = () => undefined,
) {
  const { signal } = end;
  const got = { text: '', said: [] as string[], last: cursor, parts: 0 };
  const decoder = new TextDecoder();
  log
    .follow(
      '',
      cursor,
      async event => {
        if (event.kind === 'data') {
          got.text += decoder.decode(event.bytes, { stream: true });
          got.last = event.cursor;
          got.parts += 1;
        } else got.said.push(event.kind);
        await onEvent(event);
      },
      signal,
    )
    .catch((error: unknown) => {
      if (!signal.aborted) got.said.push(String(error));
    });
  return got;
}

const soon = { timeout: 10_000 };

describe('JobLog', () => {
  it('gives a log once, though the stream is closed again and again while the job runs', async () => {
    const got = follow();
    let all = '';
    for (const [part, code] of [
      ['one\ntw', 1000],
      ['o\n模', 1006],
      ['型\n', 1000],
    ] as const) {
      all += part;
      ray.add(id, part);
      await expect.poll(() => got.text, soon).toBe(all);
      const before = ray.offered.length;
      ray.cut(code);
      await expect.poll(() => ray.offered.length, soon).toBeGreaterThan(before);
    }
    ray.add(id, 'end\n', { status: 'SUCCEEDED' });
    await expect.poll(() => got.text, soon).toBe(`${all}end\n`);
    expect(got.said).toEqual([]);
    // Ray cannot read a compressed stream of its own back end.
    expect(new Set(ray.offered)).toEqual(new Set([undefined]));
  });

  it('goes on from a place, in the middle of a character', async () => {
    ray.add(id, '模型\nrest\n');
    const first = follow();
    await expect.poll(() => first.text, soon).toBe('模型\nrest\n');
    const cursor = { identity: id, offset: 4 };
    const got: number[] = [];
    follow(cursor, event => {
      if (event.kind === 'data') got.push(...event.bytes);
    });
    await expect.poll(() => got, soon).toEqual([...Buffer.from('模型\nrest\n').subarray(4)]);
  });

  it.each(['another beginning of it\n', 'short\n'])('says where the log is another one: %s', async other => {
    ray.add(id, 'the beginning of it\n');
    const { last } = await read();
    end.abort();
    end = new AbortController();
    ray.jobs.set(id, { status: 'SUCCEEDED', log: other });
    const again = follow(last);
    await expect.poll(() => again.text, soon).toBe(other);
    expect(again.said).toEqual([other.startsWith('another') ? 'replaced' : 'shortened']);
  });

  async function read() {
    const got = follow();
    await expect.poll(() => got.text, soon).toBe(ray.jobs.get(id)?.log);
    return got;
  }

  it('passes a line of many megabytes on, and what is cut anywhere', async () => {
    ray.pieces = 7;
    ray.add(id, `${'x'.repeat(300)}\nhalf a li`);
    const small = await read();
    expect(small.text.endsWith('half a li')).toBe(true);
    ray.pieces = Infinity;
    ray.add(id, `ne\n${'y'.repeat(12_000_000)}\n`);
    await expect.poll(() => small.text.length, soon).toBe(ray.jobs.get(id)?.log.length);
  });

  it('reads no more than is taken', async () => {
    let release: () => void = () => undefined;
    const taken = new Promise<void>(resolve => (release = resolve));
    const got = follow({ offset: 0 }, () => taken);
    await expect.poll(() => ray.streams.size, soon).toBe(1);
    const megabytes = 64;
    for (let each = 0; each < megabytes; each += 1) ray.add(id, 'z'.repeat(1024 * 1024));
    await expect.poll(() => got.parts, soon).toBe(1);
    const [stream] = ray.streams;
    // What the other end cannot get rid of waits there.
    await expect.poll(() => stream?.socket.bufferedAmount, soon).toBeGreaterThan(40 * 1024 * 1024);
    release();
    await expect.poll(() => got.text.length, { timeout: 30_000 }).toBe(megabytes * 1024 * 1024);
  });

  it('says so where Ray has more than it can send, and closes in order', async () => {
    ray.add(id, 'one\n');
    const got = await read();
    const job = ray.jobs.get(id);
    if (job === undefined) throw new Error('no job');
    // A line of more than 4 MiB, as its own connections have it.
    ray.instead = ({ url }, response) => {
      if (url?.endsWith('/logs') === true) response.end(JSON.stringify({ logs: `${job.log}more` }));
      return url?.endsWith('/logs') === true;
    };
    const closing = setInterval(() => {
      ray.cut(1000);
    }, 20);
    await expect.poll(() => got.said, soon).toEqual(['cut']);
    clearInterval(closing);
    expect(got.text).toBe('one\n');
  });

  it('says once that the stream is cut off at the same place', async () => {
    ray.add(id, 'one\n');
    const got = await read();
    for (let each = 0; each < 5; each += 1) {
      const before = ray.offered.length;
      ray.cut(1006);
      await expect.poll(() => ray.offered.length, soon).toBeGreaterThan(before);
      await expect.poll(() => ray.streams.size, soon).toBeGreaterThan(0);
    }
    expect(got.said).toEqual(['cut']);
    expect(got.text).toBe('one\n');
  });

  it('gives up on the log of a job that has ended, where Ray cuts it off', async () => {
    ray.instead = ({ url }, response) => {
      if (url?.endsWith('/logs') !== true) return false;
      // As with a log that is not UTF-8.
      response.statusCode = 500;
      response.end("Traceback (most recent call last):\nUnicodeDecodeError: 'utf-8' codec can't decode\n");
      return true;
    };
    ray.add(id, 'one\n');
    const got = await read();
    ray.endCode = 1006;
    ray.add(id, '', { status: 'FAILED' });
    expect(await log.state('', AbortSignal.timeout(10_000))).toEqual({ size: 4, identity: id });
    expect(got.said).toEqual(['cut']);
  });

  it('does not end where Ray answers without a stream', async () => {
    ray.instead = (request, response) => {
      if (request.url?.endsWith('/tail') !== true) return false;
      response.end('<html>500</html>');
      return true;
    };
    const got = follow();
    await expect.poll(() => got.said, soon).toHaveLength(1);
    expect(got.said[0]).toContain('answered with 500: <html>500</html>');
  });

  it('has the end of a job before it says how long the log is', async () => {
    fileSize = 1_000;
    expect(await log.state('', end.signal)).toEqual({ size: 1_000, identity: id });
    const follower = new LogFollower(log, '', {});
    const lines: string[] = [];
    const notices: string[] = [];
    follower.onLines(more => lines.push(...more));
    follower.onNotice(notice => notices.push(plain(notice)));
    ray.add(id, 'one\n');
    follower.start();
    await expect.poll(() => lines, soon).toEqual(['one']);
    // Of a job that runs, there is no end to wait for.
    await follower.drain(AbortSignal.timeout(10_000));
    ray.cut(1000);
    ray.add(id, 'two\nthree', { status: 'FAILED' });
    await follower.drain(AbortSignal.timeout(10_000));
    expect(lines).toEqual(['one', 'two', 'three']);
    expect(notices).toEqual([]);
    follower.dispose();
  });

  it('ends with a job that Ray does not know any more', async () => {
    ray.jobs.clear();
    const follower = new LogFollower(log, '', {});
    await follower.drain(AbortSignal.timeout(10_000));
    follower.dispose();
    expect(ray.offered).toEqual([]);
  });
});
