import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocalMachine } from '../localMachine';
import { KeeperClient } from './client';
import { guarded } from './guarded';

const folder = mkdtempSync(join(tmpdir(), 'guard-'));
const state = join(folder, 'twinkle');
const machine = new LocalMachine({ env: { ...process.env, TWINKLE_STATE_HOME: state } });
const client = new KeeperClient(machine, { secret: () => Promise.resolve(undefined) });
const { signal } = new AbortController();
let allowed = false;
const check = () => {
  if (!allowed) throw new Error('not trusted');
};
const keeper = guarded(client, check);

afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true });
});

const methodsOf = (prototype: object) =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => !['constructor', 'dispose'].includes(name) && typeof value === 'function')
    .map(([name]) => name);

it.each([
  ...methodsOf(KeeperClient.prototype).map(name => [name, keeper] as const),
  ...methodsOf(LocalMachine.prototype).map(name => [name, guarded(machine, check)] as const),
])('refuses %s', async (name, port) => {
  const method = Reflect.get(port, name) as (...args: unknown[]) => Promise<unknown>;
  await expect(method({}, signal)).rejects.toThrow('not trusted');
  expect(existsSync(state)).toBe(false);
});

it('knows every method', () => {
  expect(methodsOf(KeeperClient.prototype)).toEqual(
    expect.arrayContaining([
      'facts',
      'models',
      'survey',
      'create',
      'write',
      'remove',
      'start',
      'wait',
      'stop',
      'ports',
      'run',
      'read',
      'beginnings',
      'list',
      'follow',
    ]),
  );
  expect(methodsOf(LocalMachine.prototype)).toEqual(['run', 'dial', 'listen']);
});

it('works once it may', async () => {
  allowed = true;
  expect(keeper.name).toBe('local');
  expect(await keeper.survey({}, signal)).toMatchObject({ records: [], broken: [] });
  const exit = await keeper.run({ argv: ['echo', 'on'], env: {} }, { signal, timeoutMs: 5_000 });
  expect(exit.stdout).toBe('on\n');
});
