import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { machineContract } from '../../../test/contract/machine';
import { LocalMachine } from './localMachine';

const folder = mkdtempSync(join(tmpdir(), 'local-machine-'));
const state = join(folder, 'twinkle');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

machineContract('this machine', () => ({
  machine: new LocalMachine({
    env: { ...process.env, TWINKLE_STATE_HOME: state, VSCODE_PID: '1', ELECTRON_RUN_AS_NODE: '1' },
  }),
  state,
}));
