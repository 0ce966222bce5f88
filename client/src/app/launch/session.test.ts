import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headId, plantRecord, removeRecord, withoutProcess } from '../../../../test/support/keeper';
import { processTable } from '../../../../test/support/processTable';
import { localDashboard } from '../../../../test/support/localDashboard';
import { plain } from '../../core/text/text';
import { launcherId } from './intent';
import { ProcessLauncher } from './processLauncher';
import {
  clusterFile,
  endHead,
  folder,
  keeper,
  launcherRecords,
  launchers,
  open,
  port,
  python,
  ray,
  request,
  requests,
  running,
  server,
  runningLog,
  serveFile,
  signal,
} from '../../../../test/support/launchLab';

describe('LaunchSession', () => {
  it('ends a launcher by SIGTERM and lets it remove its applications itself', async () => {
    const session = open();
    await running(session);
    expect(session.view.endpoint).toBe(`http://localhost:${port}/api/v1`);
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
    expect(launchers()).toEqual([]);
    expect(launcherRecords()).toEqual([]);
    expect(requests.filter(line => line.startsWith('DELETE'))).toEqual([]);
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
  });

  it('keeps the logs of ten launches', async () => {
    const logs = join(folder, 'logs');
    const id = launcherId(clusterFile, (await keeper.facts({}, signal())).machine);
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    for (let day = 10; day < 30; day += 1) writeFileSync(join(logs, `${id}-202001${day}-000000.log`), '');
    const session = open();
    await running(session);
    const left = readdirSync(logs).sort();
    expect(left).toHaveLength(11);
    expect(left[0]).toBe(`${id}-20200121-000000.log`);
    // Another log is none of these.
    expect(left).toContain('raylet.log');
    await session.stop(signal());
  });

  it('shows the last true error of a launcher that dies at once', async () => {
    const session = open();
    await expect(session.launch(request('tinker-missing', { MODE: 'die' }), signal())).rejects.toThrow(
      "Launching server failed. ModuleNotFoundError: No module named 'tinker'",
    );
    expect(session.view).toMatchObject({ state: 'failed', left: [] });
    expect(launcherRecords()).toEqual([]);
    // It can be launched again from there.
    await running(session);
    await session.stop(signal());
  });

  it('reports an interpreter that is not there, and that there is no cluster', async () => {
    const session = open();
    const missing = { ...request('tinker-missing'), python: join(folder, 'no-python') };
    await expect(session.launch(missing, signal())).rejects.toMatchObject({
      actions: [{ kind: 'selectInterpreter' }, { kind: 'stopCluster' }],
      message: expect.stringContaining('It cannot be run') as string,
    });
    expect(session.view.state).toBe('stopped');
    expect(session.view.checks[1]).toMatchObject({ id: 'interpreter', outcome: 'failed' });
    removeRecord(folder, headId);
    await expect(session.launch(request('tinker-missing'), signal())).rejects.toMatchObject({
      actions: [{ kind: 'startAndLaunch' }],
    });
  });

  it('asks before it removes the applications of others, and takes a no', async () => {
    writeFileSync(serveFile, 'llm\n');
    const asked: string[] = [];
    let yes = false;
    const session = open({
      confirm: ({ details }) => {
        asked.push(...details.map(plain));
        return Promise.resolve(yes);
      },
    });
    await expect(running(session)).rejects.toMatchObject({ name: 'AbortError' });
    expect(session.view.state).toBe('stopped');
    expect(asked).toEqual([
      expect.stringContaining('Launching removes these applications of Ray Serve: llm'),
    ]);
    expect(launchers()).toEqual([]);
    yes = true;
    await running(session);
    // What somebody deployed since would end with the server.
    writeFileSync(serveFile, 'server\nllm\n');
    yes = false;
    await expect(session.stop(signal())).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked[2]).toContain('not launched from here: llm');
    expect(session.view.state).toBe('running');
    expect(launchers()).toHaveLength(1);
    yes = true;
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
  });

  it('launches once, whatever two windows do at the same moment', async () => {
    const results = await Promise.allSettled([running(open()), running(open())]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(launchers()).toHaveLength(1);
    await expect(running(open())).rejects.toThrow('already has a server');
  });

  it('cancels a preflight by stop, and ends what it runs', async () => {
    const session = open();
    const launch = session.launch(request('', { LOG: runningLog(), CHECK_SECONDS: '30' }), signal());
    const refused = expect(launch).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => session.view.checks.length).toBeGreaterThan(3);
    await session.stop(signal());
    await refused;
    expect(session.view.state).toBe('stopped');
    // It ends a moment after the answer.
    const checking = () =>
      processTable().filter(({ argv }) => argv.includes(python) && argv.includes('check-config'));
    await expect.poll(checking, { timeout: 5_000 }).toEqual([]);
  });

  it('stops what it launched when it is cancelled', async () => {
    const session = open();
    const cancel = new AbortController();
    session.onDidChange(({ state }) => {
      if (state === 'launching') cancel.abort();
    });
    await expect(session.launch(request('tinker-missing'), cancel.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(session.view.state).toBe('stopped');
    expect(launchers()).toEqual([]);
    expect(launcherRecords()).toEqual([]);
  });

  it.each(['start', 'state'])('ends a launcher for which a stop came during its %s', async moment => {
    const launcher = new ProcessLauncher(keeper);
    const start = launcher.start.bind(launcher);
    launcher.start = async (...given) => {
      const record = await start(...given);
      if (moment === 'start') await session.stop(signal());
      return record;
    };
    launcher.log().state = async () => {
      if (moment === 'state') await session.stop(signal());
      return undefined;
    };
    const session = open({ launcher });
    await expect(running(session)).rejects.toMatchObject({ name: 'AbortError' });
    expect(session.view.state).toBe('stopped');
    expect(launchers()).toEqual([]);
    expect(launcherRecords()).toEqual([]);
  });

  it('removes what a launcher left behind, but nothing of another cluster on the same address', async () => {
    const session = open();
    const failing = request('unknown-device-group-key', { MODE: 'die-leaving' });
    await expect(session.launch(failing, signal())).rejects.toThrow('Launching mock-model failed.');
    expect(session.view.left).toEqual(['server']);
    ray.session = 'session_b';
    await expect(running(session)).rejects.toThrow('Another cluster answers at its address.');
    await expect(session.stop(signal())).rejects.toThrow('Another Ray cluster now answers');
    expect(session.view).toMatchObject({ state: 'failed', left: ['server'] });
    expect(requests.filter(line => line.startsWith('DELETE'))).toEqual([]);
    ray.session = 'session_a';
    const next = open();
    expect(await next.recover(signal())).toBe(true);
    expect(next.view).toMatchObject({ state: 'failed', left: ['server'] });
    await next.stop(signal());
    expect(requests.filter(line => line.startsWith('DELETE'))).toHaveLength(1);
    expect(launcherRecords()).toEqual([]);
  });

  it('does not say stopped where that is unknown, and does where the cluster is gone', async () => {
    const session = open();
    await running(session);
    server.closeAllConnections();
    server.close();
    await expect(session.stop(signal())).rejects.toThrow(
      'Ray does not report whether its applications have stopped',
    );
    expect(session.view.state).toBe('failed');
    expect(launchers()).toEqual([]);
    expect(launcherRecords()).toHaveLength(1);
    await endHead();
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
    expect(launcherRecords()).toEqual([]);
  });

  it('keeps the record of a failed launch where it is unknown what it has left behind', async () => {
    const session = open();
    const failing = request('unknown-device-group-key', { MODE: 'die-leaving' });
    await expect(session.launch(failing, signal())).rejects.toThrow('Launching mock-model failed.');
    const withoutToken = open({ dashboard: () => localDashboard('http://127.0.0.1:1') });
    expect(await withoutToken.recover(signal())).toBe(true);
    expect(withoutToken.view).toMatchObject({ state: 'failed', left: [] });
    expect(launcherRecords()).toHaveLength(1);
    await session.stop(signal());
    expect(requests.filter(line => line.startsWith('DELETE'))).toHaveLength(1);
    expect(launcherRecords()).toEqual([]);
  });

  it('forgets a failed launch where its cluster does not run any more', async () => {
    const session = open();
    const failing = request('unknown-device-group-key', { MODE: 'die-leaving' });
    await expect(session.launch(failing, signal())).rejects.toThrow('Launching mock-model failed.');
    await endHead();
    const next = open({ dashboard: () => localDashboard('http://127.0.0.1:1') });
    await next.recover(signal());
    expect(launcherRecords()).toEqual([]);
  });

  it('finds a launcher again whose start was cut off before it was written down', async () => {
    const first = open();
    await running(first);
    const known = first.view;
    first.dispose();
    const [record] = launcherRecords();
    if (record === undefined) throw new Error('no record');
    const { process: started } = record;
    const lease = { window: 'another', machine: record.machine, expires: Date.now() - 1 };
    plantRecord(folder, { ...withoutProcess(record), stage: 'starting', lease });
    const second = open();
    expect(await second.recover(signal())).toBe(true);
    expect(second.view).toEqual({ ...known, checks: [] });
    expect(launcherRecords()[0]).toMatchObject({ stage: 'started', process: started });
    await second.stop(signal());
    expect(launchers()).toEqual([]);
  });

  it('notices that a server that runs has ended, ended by whomever', async () => {
    const orderly = open();
    await running(orderly);
    execFileSync('kill', ['-TERM', String(launchers()[0]?.pid)]);
    await expect.poll(() => orderly.view.state, { timeout: 20_000 }).toBe('stopped');
    const killed = open();
    await running(killed);
    execFileSync('kill', ['-KILL', String(launchers()[0]?.pid)]);
    await expect.poll(() => killed.view.state, { timeout: 20_000 }).toBe('failed');
    expect(killed.view.left).toEqual(['server']);
    expect(plain(killed.view.problem?.what ?? { template: '', args: [] })).toBe('The server has ended.');
  });

  it('runs as soon as Ray Serve says so, where the log does not', async () => {
    const session = open();
    const launch = session.launch(request('', { LOG: '/dev/null' }), signal());
    await expect.poll(() => session.view.state).toBe('launching');
    const all = ['server', 'mock-model', 'mock-sampler', 'processor'];
    const { startedAt = 0 } = session.view;
    const serve = (deployedAt: number) =>
      all.map(name => ({ name, status: 'RUNNING', deployments: [], deployedAt }));
    // Of the launch before, which this one has not removed yet.
    session.heed(serve(startedAt - 1));
    session.heed(serve(startedAt + 1).slice(1));
    expect(session.view.state).toBe('launching');
    expect(session.view.applications.map(({ phase }) => phase)).toEqual([
      'waiting',
      'running',
      'running',
      'running',
    ]);
    session.heed(serve(startedAt + 1));
    await launch;
    expect(session.view.state).toBe('running');
    await session.stop(signal());
  });

  it('has failed with its cluster, also before its launcher notices', async () => {
    const session = open();
    await running(session);
    await endHead();
    session.clusterEnded();
    expect(session.view.state).toBe('failed');
    expect(plain(session.view.problem?.what ?? { template: '', args: [] })).toBe(
      'The server has ended, because the head of its Ray cluster no longer runs.',
    );
    const { problem } = session.view;
    server.closeAllConnections();
    server.close();
    const [process] = launchers();
    execFileSync('kill', ['-KILL', String(process?.pid)]);
    await expect.poll(launcherRecords, { timeout: 10_000 }).toEqual([]);
    expect(session.view).toMatchObject({ state: 'failed', problem, left: [] });
  });
});
