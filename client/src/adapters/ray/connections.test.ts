/**
 * Connections that somebody else opens. Real servers; the streams go through a process of their own where it says so,
 * since a connection to another machine is no socket of Node's.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { plain } from '../../core/text/text';
import type { FindPeer } from '../socketOwner';
import { LocalMachine } from '../localMachine';
import type { Dial } from './httpDashboard';
import { atEnd, dashboard, failure, serve } from '../../../../test/support/httpServer';
import { never } from '../../core/async/wait';

const machine = new LocalMachine();
const dialLoopback = (port: number, signal: AbortSignal) => machine.dial(port, signal);

const forward = `
const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1');
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.on('error', () => process.exit(1));
`;

/** Through the standard input and output of a process. `made`: the processes that were started. */
function dialThroughProcess(made: ChildProcess[]): Dial {
  return port => {
    const child = spawn(process.execPath, ['-e', forward, String(port)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    atEnd(() => child.kill());
    made.push(child);
    const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
    stream.on('close', () => child.kill());
    return Promise.resolve(stream);
  };
}

/** A stream that stays writable when the other end has closed it. */
async function dialHalfOpen(port: number, signal: AbortSignal): Promise<Duplex> {
  const socket = await dialLoopback(port, signal);
  const stream = new Duplex({
    allowHalfOpen: true,
    read: () => socket.resume(),
    write: (chunk: Buffer, _, done) => void socket.write(chunk, done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.allowHalfOpen = true;
  socket.on('data', chunk => stream.push(chunk) || socket.pause());
  socket.on('end', () => stream.push(null));
  return stream;
}

/** Counts what is dialled here. */
function counted(): { readonly dial: Dial; readonly ports: number[] } {
  const ports: number[] = [];
  const dial: Dial = (port, signal) => {
    ports.push(port);
    return dialLoopback(port, signal);
  };
  return { dial, ports };
}

describe('a stream that is no socket', () => {
  it('carries one question after the other', async () => {
    const { url, lines: requests, accepted } = await serve((_, response) => response.end('{"a": 1}'));
    const made: ChildProcess[] = [];
    const ray = dashboard(url, { dial: dialThroughProcess(made) });
    for (let each = 0; each < 3; each += 1) expect(await ray.version(never)).toEqual({ a: 1 });
    await ray.deleteApplications(never);
    expect([made.length, accepted()]).toEqual([1, 1]);
    expect(requests.at(-1)).toBe('DELETE /api/serve/applications/ -');
    ray.dispose();
    await expect.poll(() => made[0]?.killed).toBe(true);
  });

  it('gets the token once it is proven, which is asked once', async () => {
    const { url, port, lines: requests } = await serve((_, response) => response.end('{}'));
    const asked: unknown[] = [];
    const findPeer: FindPeer = (stream, at) => {
      asked.push([stream instanceof Duplex, at]);
      return Promise.resolve('ours');
    };
    const token = () => Promise.resolve('s3cret');
    const ray = dashboard(url, { dial: dialThroughProcess([]), findPeer, token });
    await ray.version(never);
    await ray.version(never);
    expect(requests).toEqual(Array(2).fill('GET /api/version Bearer s3cret'));
    expect(asked).toEqual([[true, port]]);
  });

  it('gets neither token nor question where nothing proves it', async () => {
    const { url, lines: requests, sockets } = await serve((_, response) => response.end('{}'));
    const ray = dashboard(url, {
      dial: dialThroughProcess([]),
      token: () => Promise.resolve('s3cret'),
    });
    const error = await failure(ray.version(never));
    expect([error.kind, plain(error.what)]).toEqual([
      'notOurs',
      `The Ray token was not sent to ${url}: the owner of this port is unknown.`,
    ]);
    expect(requests).toEqual([]);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it('is opened anew where the server closes it after its answer, or breaks it off', async () => {
    const { url, lines: requests } = await serve(({ url: path = '' }, response) => {
      if (path === '/broken') response.socket?.destroy();
      else response.setHeader('Connection', 'close').end('{}');
    });
    const made: ChildProcess[] = [];
    const ray = dashboard(url, { dial: dialThroughProcess(made) });
    await ray.version(never);
    expect((await failure(ray.get('/broken', never))).kind).toBe('unreachable');
    await ray.version(never);
    expect([requests.length, made.length]).toEqual([3, 3]);
  });

  it('ends an answer that does not come in time, and a long one', async () => {
    const silent = await serve(() => undefined);
    const dial = dialThroughProcess([]);
    const late = await failure(dashboard(silent.url, { dial, timeoutMs: 500 }).version(never));
    expect(late.kind).toBe('unreachable');
    await expect.poll(() => silent.sockets.size).toBe(0);
    const long = await serve((_, response) => response.end(`"${'x'.repeat(200_000)}"`));
    const tooLong = await failure(dashboard(long.url, { dial, maxBytes: 1_000 }).version(never));
    expect(tooLong.kind).toBe('tooLarge');
    await expect.poll(() => long.sockets.size).toBe(0);
  });
});

describe('the dialer', () => {
  it('is not asked for an address that is not a loopback address', async () => {
    const { port } = await serve((_, response) => response.end('{}'));
    const { dial, ports } = counted();
    // Linux takes it for this machine.
    expect(await dashboard(`http://0.0.0.0:${port}`, { dial }).version(never)).toEqual({});
    expect(ports).toEqual([]);
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      expect(await dashboard(`http://${host}:${port}`, { dial }).version(never)).toEqual({});
    }
    expect(ports).toEqual([port, port, port]);
  });

  it('fails in its own words', async () => {
    const dial: Dial = () => Promise.reject(new Error('The channel was refused.'));
    const error = await failure(dashboard('http://127.0.0.1:8265', { dial }).version(never));
    expect([error.kind, plain(error.what)]).toEqual([
      'unreachable',
      "Ray's dashboard at http://127.0.0.1:8265 cannot be reached (The channel was refused.).",
    ]);
  });

  it('is left at once when a question is aborted, and what comes later is closed', async () => {
    const { url, port, lines: requests, sockets } = await serve((_, response) => response.end('{}'));
    let answer: (stream: Duplex) => void = () => undefined;
    let seen: AbortSignal | undefined;
    const dial: Dial = (_, signal) => {
      seen = signal;
      return new Promise(resolve => (answer = resolve));
    };
    const abort = new AbortController();
    const asked = dashboard(url, { dial }).version(abort.signal);
    await expect.poll(() => seen?.aborted).toBe(false);
    abort.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(seen?.aborted).toBe(true);
    answer(await dialLoopback(port, never));
    await expect.poll(() => sockets.size).toBe(0);
    expect(requests).toEqual([]);
  });

  it('has the time of the question', async () => {
    const dial: Dial = () => new Promise(() => undefined);
    const late = await failure(dashboard('http://127.0.0.1:1', { dial, timeoutMs: 50 }).version(never));
    expect([late.kind, plain(late.what)]).toEqual([
      'unreachable',
      "Ray's dashboard at http://127.0.0.1:1 did not answer completely within 0.05 s.",
    ]);
  });
});

describe('the connections', () => {
  it('are used at the same time, and again', async () => {
    const { url, accepted } = await serve((_, response) => response.end('{}'));
    const { dial, ports } = counted();
    const ray = dashboard(url, { dial });
    await Promise.all([ray.version(never), ray.nodes(never)]);
    expect([ports.length, accepted()]).toEqual([2, 2]);
    await Promise.all([ray.version(never), ray.nodes(never)]);
    await ray.applications(never);
    expect([ports.length, accepted()]).toEqual([2, 2]);
  });

  it('are at most four, and the others wait for them in order', async () => {
    const held: (() => void)[] = [];
    const {
      url,
      lines: requests,
      accepted,
    } = await serve((_, response) => {
      held.push(() => response.end('{}'));
    });
    const ray = dashboard(url, {});
    const abort = new AbortController();
    const asked = [0, 1, 2, 3, 4, 5, 6].map(each => ray.get(`/${each}`, each === 4 ? abort.signal : never));
    await expect.poll(() => held.length).toBe(4);
    abort.abort(new Error('enough'));
    await expect(asked[4]).rejects.toThrow('enough');
    const release = () => held.shift()?.();
    release();
    await expect.poll(() => requests.length).toBe(5);
    release();
    await expect.poll(() => requests.length).toBe(6);
    for (const each of held.splice(0)) each();
    await Promise.all(asked.filter((_, each) => each !== 4));
    expect(requests.slice(4)).toEqual(['GET /5 -', 'GET /6 -']);
    expect(accepted()).toBe(4);
  });

  it('that the server has closed meanwhile are not used again', async () => {
    const { url, sockets, accepted } = await serve((_, response) => response.end('{}'));
    // The latter closes nothing by itself.
    for (const dial of [dialLoopback, dialHalfOpen]) {
      const before = accepted();
      const ray = dashboard(url, { dial });
      await ray.version(never);
      for (const socket of sockets) socket.end();
      await expect.poll(() => sockets.size).toBe(0);
      await ray.version(never);
      expect(accepted() - before).toBe(2);
      ray.dispose();
    }
  });

  it('are closed on dispose, and what is under way or waits fails', async () => {
    let hold = false;
    const {
      url,
      lines: requests,
      sockets,
    } = await serve((_, response) => {
      if (!hold) response.end('{}');
    });
    const ray = dashboard(url, {});
    await ray.version(never);
    hold = true;
    const asked = [0, 1, 2, 3, 4].map(each => failure(ray.get(`/${each}`, never)));
    await expect.poll(() => requests.length).toBe(5);
    ray.dispose();
    for (const error of await Promise.all(asked)) expect(error.kind).toBe('unreachable');
    await expect.poll(() => sockets.size).toBe(0);
    expect((await failure(ray.version(never))).kind).toBe('unreachable');
    expect(requests.length).toBe(5);
  });

  it('are not given to what the editor puts in the place of `http.request`', async () => {
    const { url } = await serve((_, response) => response.end('{}'));
    const { request, get } = http;
    const replaced = () => {
      throw new Error('this one uses other connections');
    };
    Object.assign(http, { request: replaced, get: replaced });
    syncBuiltinESMExports();
    try {
      expect(await dashboard(url, {}).version(never)).toEqual({});
    } finally {
      Object.assign(http, { request, get });
      syncBuiltinESMExports();
    }
  });
});
