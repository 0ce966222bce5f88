/**
 * A launch and a server to which something happens, on one real cluster: what a person sees meanwhile, and what is left
 * behind. The tests build on one another, in their order.
 */
import { readFileSync, renameSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchRequest } from '../../client/src/app/launch/session';
import { stripAnsi, workerLine } from '../../client/src/core/launch/log/fold';
import { decodeClaims } from '../../client/src/core/ray/decodeClaims';
import type { ClusterView } from '../../server/src/protocol';
import { isRaylet } from '../../client/src/core/machine/processes';
import { kill } from '../support/processTable';
import { SmallDisk } from '../support/smallDisk';
import { killDashboard, killNode, startAgain, type Started } from './support/faults';
import {
  fourApplications,
  fourApplicationsYaml,
  launchTestMs,
  requestFor,
  twoModelsYaml,
} from './support/launch';
import { Lab } from './support/lab';
import { Window } from './support/window';

/** One lab for the whole file. */
class LongLab extends Lab {
  override readonly signal = AbortSignal.timeout(3 * launchTestMs);
}

let lab: LongLab;
let disk: SmallDisk | undefined;
let view: ClusterView;
let port: number;
let url: string;
let four: LaunchRequest;
let window: Window;

beforeAll(async () => {
  lab = new LongLab();
  // Before anything is written there.
  disk = SmallDisk.mount(join(lab.state, 'logs'), 4);
  view = await lab.view([
    { name: 'head', gpus: [0, 1, 2], cpus: 12 },
    { name: 'cpu', gpus: [], cpus: 4 },
  ]);
  url = `http://127.0.0.1:${view.ray.dashboardPort}`;
  [port = 0] = await lab.freePorts(1);
  four = requestFor(lab, 'four', fourApplicationsYaml(port), port);
  window = new Window(lab);
  await window.watch.session.start(view, { signal: lab.signal });
}, launchTestMs);

afterAll(async () => {
  window.dispose();
  await lab.dispose().finally(() => disk?.unmount());
}, launchTestMs);

/** A window in the place of the one before, which ends at once. */
async function reload(): Promise<void> {
  window.dispose();
  window = new Window(lab);
  await window.watch.recover();
}

/** Resolves when a person sees it, without anybody having asked for it. */
const seen = (what: string, condition: () => boolean, limitMs = launchTestMs / 3) =>
  lab
    .until(what, () => Promise.resolve(condition()), limitMs)
    .catch((error: unknown) => {
      throw new Error(`${what}: ${JSON.stringify([window.states, window.launch, window.rows, window.bar])}`, {
        cause: error,
      });
    });

const launch = (request: LaunchRequest) =>
  window.watch.launch.launch(request, lab.signal).then(
    () => undefined,
    (error: unknown) => error,
  );

const launchers = () =>
  lab.processes().filter(({ argv }) => argv.includes('twinkle.server') && argv.includes('launch'));
const launcherRecords = () => lab.records.filter(({ kind }) => kind === 'launcher');
const logFile = () => launcherRecords()[0]?.logFile ?? '';

/** The process of a replica, by the lines that it wrote. */
function replicaOf(application: string): number | undefined {
  const lines = window.log.map(({ text }) => workerLine(text));
  return lines.findLast(line => line?.name.startsWith(`ServeReplica:${application}:`))?.pid;
}

function killPid(pid: number | undefined): void {
  const found = lab.processes().find(each => each.pid === pid);
  if (found === undefined) throw new Error(`no process ${pid ?? ''}`);
  kill(found);
}

/** Nothing of a server is left: no launcher, no record, no application, nothing that holds or waits for resources. */
async function expectNothingLeft(): Promise<void> {
  expect(launchers()).toEqual([]);
  expect(launcherRecords()).toEqual([]);
  const dashboard = lab.dashboard(url);
  try {
    await lab.until('Ray has nothing of it', async () => {
      const [groups, actors, { applications }] = await Promise.all([
        dashboard.placementGroups(lab.signal),
        dashboard.livingActors(lab.signal),
        lab.snapshot(url),
      ]);
      const claims = decodeClaims(groups, actors);
      return (
        claims !== undefined &&
        applications.length === 0 &&
        claims.groups.length === 0 &&
        claims.actors.every(({ className }) => !className.startsWith('ServeReplica:'))
      );
    });
  } finally {
    dashboard.dispose();
  }
}

const noAnswer = /^Ray's dashboard has not answered since \d\d:\d\d:\d\d\. \| $/;
let dashboard: Started | undefined;

describe('a launch', { timeout: launchTestMs }, () => {
  it('goes on through reloads in each phase, without a dashboard, and with a replica that dies', async () => {
    void launch(four);
    await seen('it is written down', () => launcherRecords().length === 1);
    await reload();
    await seen('launching', () => window.launch.state === 'launching');

    dashboard = killDashboard(lab);
    await seen('no answer', () => window.rows.some(row => noAnswer.test(row)));
    expect(window.bar).toMatch(/^Ray unreachable · Twinkle /);
    console.log(window.rows, window.bar, window.step);
    await reload();
    expect(window.launch.state).toBe('launching');
    await seen('no answer', () => window.rows.some(row => noAnswer.test(row)));
    await seen('it goes on by its log', () => ['loading', 'running'].includes(window.phase('mock-model')));
    await reload();
    expect(window.launch.state).toBe('launching');
    expect(['loading', 'running']).toContain(window.phase('mock-model'));
    console.log(window.rows, window.bar, window.step);
    startAgain(dashboard);
    await seen('the dashboard is back', () => window.bar.startsWith('Ray 2 nodes'));
    console.log(window.rows, window.bar, window.step);

    await seen('the sampler starts', () => replicaOf('mock-sampler') !== undefined);
    killPid(replicaOf('mock-sampler'));
    await seen('a second attempt', () => window.rows.some(row => row.includes('attempt 2')));
    console.log(window.rows, window.bar, window.step);
    console.log(JSON.stringify(window.launch.applications));
    await seen('running', () => window.launch.state === 'running');
    const known = window.launch;
    await reload();
    expect(window.launch).toEqual(known);
    expect(window.states).toEqual(['launching', 'running']);

    const file = readFileSync(logFile(), 'utf8').split('\n').map(stripAnsi);
    const own = (lines: readonly string[]) =>
      lines.filter(line => line.includes('[INFO:twinkle]') && workerLine(line) === undefined);
    expect(own(window.log.map(({ text }) => text))).toEqual(own(file));
  });
});

describe('a server', { timeout: launchTestMs }, () => {
  it('starts a replica again that was killed, while its log is rotated and emptied', async () => {
    await seen('all run', () => window.bar.includes('Twinkle 4/4 apps'));
    renameSync(logFile(), `${logFile()}.1`);
    const before = replicaOf('mock-model');
    killPid(before);
    const rows = new Set<string>();
    await seen('it was noticed', () => {
      for (const row of window.rows) rows.add(row);
      return !window.bar.includes('Twinkle 4/4 apps');
    });
    await seen('all run again', () => {
      for (const row of window.rows) rows.add(row);
      return window.bar.includes('Twinkle 4/4 apps');
    });
    console.log([...rows]);
    expect(window.launch.state).toBe('running');
    console.log(window.log.filter(({ ours }) => ours));
    renameSync(`${logFile()}.1`, logFile());
    truncateSync(logFile());
    killPid(replicaOf('mock-model'));
    await seen('shortened', () =>
      window.log.some(({ ours, text }) => ours === true && text.includes('shortened')),
    );
    await seen('it was noticed', () => !window.bar.includes('Twinkle 4/4 apps'));
    await seen('all run again', () => window.bar.includes('Twinkle 4/4 apps'));
    console.log(window.log.slice(-30));
  });

  it('has failed when its launcher is killed, and is removed by another window', async () => {
    const launcher = launchers().find(({ pid, session }) => pid === session);
    killPid(launcher?.pid);
    await seen('failed', () => window.launch.state === 'failed');
    await reload();
    expect(window.launch).toMatchObject({ state: 'failed', left: fourApplications });
    expect(window.rows).toContain(
      `4 applications run on without their launcher | ${fourApplications.join(', ')}`,
    );
    console.log(window.rows);
    await window.watch.launch.stop(lab.signal);
    await expectNothingLeft();
  });
});

describe('a launch that waits or loads', { timeout: launchTestMs }, () => {
  it('leaves nothing behind when it is cancelled while a model loads', async () => {
    const cancel = new AbortController();
    const subscription = window.watch.launch.onDidChange(() => {
      if (window.watch.launch.view.applications[0]?.phase === 'loading') cancel.abort();
    });
    const request = requestFor(lab, 'two', twoModelsYaml(port, 2), port);
    await expect(window.watch.launch.launch(request, cancel.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    subscription.dispose();
    expect(window.launch.state).toBe('stopped');
    await expectNothingLeft();
  });

  it('is found again while it waits for room, without a dashboard too, and can be stopped', async () => {
    void launch(requestFor(lab, 'two', twoModelsYaml(port, 2), port));
    await seen('it hangs', () => window.launch.hang?.kind === 'held');
    const hangs =
      '  two | will never start · waiting for its placement group of 2 GPUs and 6 CPUs · 0/1 replica';
    expect(window.rows).toContain(hangs);
    await reload();
    await seen('it hangs', () => window.rows.includes(hangs));
    await window.watch.launch.stop(lab.signal);
    await expectNothingLeft();
  });

  it('is known to run by what Ray reports, where the disk of its log is full', async context => {
    if (disk === undefined) return context.skip('A disk can be mounted by root alone.');
    const ended = launch(four);
    await seen('the log has begun', () => window.log.length > 0);
    disk.fill();
    expect(await ended).toBeUndefined();
    expect(window.launch.state).toBe('running');
    await seen('it is said', () =>
      window.log.some(({ ours, text }) => ours === true && text.includes('full')),
    );
    await seen('all run', () => window.bar.includes('Twinkle 4/4 apps'));
    console.log(window.log.slice(-10), window.rows);
    await reload();
    expect(window.launch.state).toBe('running');
    disk.free();
  });
});

describe('the head of the cluster', { timeout: launchTestMs }, () => {
  it('is killed while the server runs', async () => {
    if (window.launch.state !== 'running') expect(await launch(four)).toBeUndefined();
    const head = window.watch.session.status.records.find(({ node }) => node === 'head');
    killNode(lab, head?.process?.session);
    const at = Date.now();
    await seen('failed', () => window.launch.state === 'failed');
    console.log(Date.now() - at, window.launch.problem, window.rows, window.bar);
    await reload();
    console.log(window.launch.state, window.launch.problem, window.rows, window.bar);
    await seen('the launcher ends', () => launchers().length === 0);
    console.log(Date.now() - at, 'launcher gone', window.rows);
    await window.watch.session.stop({ signal: lab.signal });
    console.log(
      window.rows,
      lab.records.map(({ kind }) => kind),
    );
    expect(lab.processes()).toEqual([]);
  });

  it('is killed during a launch', async () => {
    await window.watch.session.start(view, { signal: lab.signal });
    const ended = launch(four);
    await seen('the model starts', () => window.phase('server') === 'running');
    const raylets = lab.processes().filter(isRaylet);
    expect(raylets).toHaveLength(2);
    const head = window.watch.session.status.records.find(({ node }) => node === 'head');
    killNode(lab, head?.process?.session);
    const error = await ended;
    console.log(String(error), window.rows, window.bar);
    await seen('the launcher ends', () => launchers().length === 0);
    await window.watch.session.stop({ signal: lab.signal });
    console.log(
      window.rows,
      lab.records.map(({ kind }) => kind),
    );
  });
});
