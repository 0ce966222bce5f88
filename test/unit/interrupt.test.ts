/** What the scripts start ends with them: interrupted, outlived, or left by a script that was killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

/** A duration that tells the sleepers of one test from all other processes. */
let marker = 0;
const newMarker = () => `${86_400 + process.pid}.${Date.now()}${(marker += 1)}`;

/** Starts a module that imports the scripts' functions, as the outermost script of a run. */
function start(code: string): ChildProcess {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name !== 'TWINKLE_RUN' && !name.startsWith('npm_')),
  );
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A command that starts one process that leaves its group, says so, and stays itself. */
const restless = (seconds: string) =>
  JSON.stringify([
    'sh',
    '-c',
    `setsid sleep ${seconds} & trap '' TERM; echo started; sleep ${seconds}; sleep ${seconds}`,
  ]);

function sleepers(seconds: string): number {
  return readdirSync('/proc').filter(name => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8') === `sleep\0${seconds}\0`;
    } catch {
      return false;
    }
  }).length;
}

async function started(child: ChildProcess, seconds: string): Promise<void> {
  await once(child.stdout ?? child, 'data');
  while (sleepers(seconds) < 2) await sleep(20);
}

it('an interrupt ends the command and what left its group', async () => {
  const seconds = newMarker();
  const child = start(`
    import {ownAll, shown} from './scripts/lib/run.mjs';
    ownAll();
    await shown(${restless(seconds)});
    console.log('must not come here');`);
  await started(child, seconds);
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  // The second one does not wait for the command, which ignores the first.
  await sleep(200);
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(sleepers(seconds)).toBe(0);
});

it('what outlives its command is ended and told', async () => {
  const seconds = newMarker();
  const child = start(`
    import {endOutlivers, ownAll, shown} from './scripts/lib/run.mjs';
    ownAll();
    await shown(['sh', '-c', 'setsid sleep ${seconds} &']);
    console.log((await endOutlivers(500)).join());`);
  child.stdout?.setEncoding('utf8');
  let said = '';
  child.stdout?.on('data', (chunk: string) => (said += chunk));
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said).toContain(`sleep ${seconds}`);
  expect(sleepers(seconds)).toBe(0);
}, 60_000);

it('a killed script leaves orphans, and the next one ends them', async () => {
  const seconds = newMarker();
  const child = start(`
    import {ownAll, shown} from './scripts/lib/run.mjs';
    ownAll();
    await shown(${restless(seconds)});`);
  await started(child, seconds);
  const killed = once(child, 'exit');
  child.kill('SIGKILL');
  await killed;
  expect(sleepers(seconds)).toBe(2);
  const next = start(`
    import {endOrphans} from './scripts/lib/run.mjs';
    console.log((await endOrphans()).length);`);
  expect(await once(next, 'exit')).toEqual([0, null]);
  expect(sleepers(seconds)).toBe(0);
}, 60_000);

it('a command that does not end is ended after its limit', async () => {
  const seconds = newMarker();
  const child = start(`
    import {shown} from './scripts/lib/run.mjs';
    console.log(await shown(['sleep', '${seconds}'], {limitMs: 300}));`);
  child.stdout?.setEncoding('utf8');
  const [said] = (await once(child.stdout ?? child, 'data')) as string[];
  expect(said).toBe('null\n');
  expect(sleepers(seconds)).toBe(0);
});
