import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { nodeRecord } from '../../../test/support/keeper';
import { KeeperClient } from './keeper/client';
import { LocalMachine } from './localMachine';
import { mayHaveRecords } from './recordsFolder';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
const { signal } = new AbortController();
const { PATH } = process.env;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each([
  ['its own variable', { TWINKLE_STATE_HOME: join(folder, 'own'), XDG_STATE_HOME: join(folder, 'none') }],
  ['that of XDG', { XDG_STATE_HOME: join(folder, 'xdg'), HOME: join(folder, 'none') }],
  ['the home folder', { HOME: join(folder, 'home'), XDG_STATE_HOME: '' }],
])('looks where the keeper writes: by %s', async (_, env) => {
  expect(await mayHaveRecords(env)).toBe(false);
  const keeper = new KeeperClient(new LocalMachine({ env: { PATH, ...env } }), {
    secret: () => Promise.resolve(undefined),
  });
  try {
    const record = nodeRecord(await keeper.facts({}, signal), '/w/twinkle_cluster.yaml');
    await keeper.create(record, signal);
    expect(await mayHaveRecords(env)).toBe(true);
    await keeper.remove([record], signal);
    expect(await mayHaveRecords(env)).toBe(false);
  } finally {
    keeper.dispose();
  }
});

it('leaves to the keeper what it cannot look at', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await mayHaveRecords({ TWINKLE_STATE_HOME: join(folder, 'file') })).toBe(false);
  expect(await mayHaveRecords({ TWINKLE_STATE_HOME: '\0' })).toBe(true);
});
