import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocalHost } from './localHost';
import { RecordStore } from './recordStore';
import { guardedHost } from './guardedHost';

const folder = mkdtempSync(join(tmpdir(), 'guard-'));
const local = new LocalHost({
  secret: () => Promise.resolve(undefined),
  env: { PATH: process.env['PATH'], TWINKLE_STATE_HOME: folder },
});
const { signal } = new AbortController();
let allowed = false;
const host = guardedHost(local, () => {
  if (!allowed) throw new Error('not trusted');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const methods = Object.entries(Object.getOwnPropertyDescriptors(LocalHost.prototype))
  .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
  .map(([name]) => name as Exclude<keyof LocalHost, 'name'>);

it('knows every method of a host', () => {
  expect(methods.length).toBeGreaterThan(14);
});

it.each(methods)('refuses %s', async name => {
  const method = Reflect.get(host, name) as (...args: unknown[]) => Promise<unknown>;
  await expect(method(join(folder, 'x'), 'content', 0o600, signal)).rejects.toThrow('not trusted');
  expect(readdirSync(folder)).toEqual([]);
});

it('refuses what reads records, and works once it may', async () => {
  const records = new RecordStore(host);
  await expect(records.read(signal)).rejects.toThrow('not trusted');
  allowed = true;
  expect(await records.read(signal)).toEqual({ records: [], broken: [] });
  expect(host.name).toBe('local');
  const exit = await host.exec({ argv: ['echo', 'on'], env: {} }, { signal, timeoutMs: 5_000 });
  expect(exit.stdout).toBe('on\n');
});
