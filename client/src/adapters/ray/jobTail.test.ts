import http from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { localDashboard } from '../../../../test/support/localDashboard';
import { FakeRayJobs } from '../../../../test/support/rayJobs';
import type { Dashboard } from '../../core/ray/dashboard';

const id = 'twinkle-1';
const token = 'a-ray-token';
let ray: FakeRayJobs;
const opened: Dashboard[] = [];

beforeEach(async () => {
  ray = await new FakeRayJobs().start();
  ray.jobs.set(id, { status: 'RUNNING', log: 'one\n' });
});
afterEach(() => {
  for (const each of opened.splice(0)) each.dispose();
  ray.dispose();
  vi.restoreAllMocks();
});

function dashboard(...[options]: [Parameters<typeof localDashboard>[1]?]): Dashboard {
  const made = localDashboard(ray.url, { token: () => Promise.resolve(token), ...options });
  opened.push(made);
  return made;
}

const signal = () => AbortSignal.timeout(10_000);
const tails = () => ray.requests.filter(([line]) => line === `GET /api/jobs/${id}/logs/tail`);

it('sends the token with the request alone, to a program of ours', async () => {
  const bytes: number[] = [];
  const tail = dashboard().tailJob(id, more => void bytes.push(...more), signal());
  await expect.poll(() => Buffer.from(bytes).toString(), { timeout: 5_000 }).toBe('one\n');
  ray.cut(1000);
  expect(await tail).toEqual({ code: 1000 });
  expect(tails()).toEqual([[`GET /api/jobs/${id}/logs/tail`, `Bearer ${token}`]]);
  const foreign = dashboard({ findPeer: () => Promise.resolve('foreign') });
  await expect(foreign.tailJob(id, () => undefined, signal())).rejects.toMatchObject({ kind: 'notOurs' });
  expect(tails()).toHaveLength(1);
});

it('makes requests that an editor does not send through its proxy', async () => {
  const request = vi.spyOn(http, 'request');
  const tail = dashboard().tailJob(
    id,
    () => {
      ray.cut(1000);
    },
    signal(),
  );
  expect(await tail).toEqual({ code: 1000 });
  expect(request).toHaveBeenCalledTimes(1);
  // The editor leaves requests with a socket file alone, and this one is not opened (@vscode/proxy-agent 0.45).
  expect(request.mock.calls[0]?.[0]).toMatchObject({ socketPath: '-' });
  expect(request.mock.calls[0]?.[0]).not.toHaveProperty('agent');
});

it('reports a refused token, and an end without a close', async () => {
  ray.instead = (incoming, response) => {
    if (incoming.headers.upgrade === undefined) return false;
    response.end('no');
    return true;
  };
  await expect(dashboard().tailJob(id, () => undefined, signal())).rejects.toMatchObject({
    kind: 'http',
    status: 500,
  });
  ray.instead = () => false;
  expect(
    await dashboard().tailJob(
      id,
      () => {
        ray.cut(1006);
      },
      signal(),
    ),
  ).toEqual({ code: 1006 });
});

it('passes on what its reader throws, and closes the connection', async () => {
  const failure = new Error('enough');
  const tail = dashboard().tailJob(id, () => Promise.reject(failure), signal());
  await expect(tail).rejects.toBe(failure);
  await expect.poll(() => ray.streams.size, { timeout: 5_000 }).toBe(0);
});

it('ends at once when it is cancelled, and with its dashboard', async () => {
  const stop = new AbortController();
  const cancelled = dashboard().tailJob(id, () => undefined, stop.signal);
  await expect.poll(() => ray.streams.size, { timeout: 5_000 }).toBe(1);
  stop.abort(new Error('cancelled'));
  await expect(cancelled).rejects.toThrow('cancelled');
  await expect.poll(() => ray.streams.size, { timeout: 5_000 }).toBe(0);
  const closing = dashboard();
  const closed = closing.tailJob(id, () => undefined, signal());
  await expect.poll(() => ray.streams.size, { timeout: 5_000 }).toBe(1);
  closing.dispose();
  await expect(closed).rejects.toThrow('The connections were closed.');
  await expect.poll(() => ray.streams.size, { timeout: 5_000 }).toBe(0);
});
