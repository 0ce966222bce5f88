import { describe, expect, it } from 'vitest';
import type { RecordDraft } from '../../client/src/core/machine/keeper';
import { RecordConflict } from '../../client/src/core/records/recordConflict';
import { newAttempt } from '../../client/src/core/records/processRecord';
import { plain } from '../../client/src/core/text/text';
import type { Bench } from './bench';

export function recordsContract(bench: Bench): void {
  const { keeper, signal } = bench;
  const file = (id: string) => `${bench.state}/records/${id}.json`;
  const survey = async (id: string) => (await keeper.survey({ ids: [id] }, signal)).records;
  const write = (path: string, content: unknown) =>
    bench.sh(
      'umask 077; mkdir -p "$1/records"; printf %s "$3" >"$2"',
      bench.state,
      path,
      JSON.stringify(content),
    );

  describe('facts', () => {
    it('tells what the machine is', async () => {
      const facts = await keeper.facts({ cards: true }, signal);
      expect(facts.boot).toMatch(/^[0-9a-f-]{36}$/);
      expect(facts.machine).toBe(
        `${await bench.sh('hostname')}@${await bench.sh('stat -L -c %i /proc/self/ns/pid')}`,
      );
      expect(facts.state).toBe(bench.state);
      expect(facts).toMatchObject({
        os: 'Linux',
        home: await bench.sh('echo ~'),
        user: await bench.sh('id -un'),
      });
      expect(facts.cpus).toBeGreaterThan(0);
      expect(facts.memory).toBeGreaterThan(1e6);
    });
  });

  describe('records', () => {
    it('keep what they were given, and what the keeper adds', async () => {
      const draft = bench.draft('keep', {
        ray: {
          address: '192.0.2.1:6379',
          dashboardUrl: 'http://127.0.0.1:8265',
          auth: 'token',
          head: true,
          gpus: [0, 1],
          ports: [6379],
          sessionName: 's',
        },
      });
      const created = await keeper.create(draft, signal);
      const { machine, boot } = await keeper.facts({}, signal);
      const exitFile = `${bench.state}/records/keep.${draft.attempt}.exit`;
      expect(created).toEqual({ created: true, record: { ...draft, machine, boot, exitFile } });
      expect(await survey('keep')).toEqual([
        { record: created.record, members: [], strays: [], owned: false },
      ]);
      expect(await bench.sh('stat -c %a "$1"', file('keep'))).toBe('600');
      // The same request again, and another start of the same process.
      expect(await keeper.create(draft, signal)).toEqual(created);
      const other = { ...draft, attempt: newAttempt() };
      expect(await keeper.create(other, signal)).toEqual({ created: false, record: created.record });
      await expect(keeper.write(other, signal)).rejects.toMatchObject({ kind: 'exists' });
      await keeper.remove([other], signal);
      expect(await keeper.write({ ...draft, stage: 'started' }, signal)).toMatchObject({
        stage: 'started',
        machine,
      });
      await keeper.remove([draft], signal);
      await keeper.remove([draft], signal);
      await expect(keeper.write(draft, signal)).rejects.toThrow(RecordConflict);
      expect(await bench.files()).toEqual([]);
    });

    it('are found by file, kind and id, oldest first', async () => {
      const launcher: RecordDraft = {
        ...bench.draft('filter-l', { createdAt: 1 }),
        kind: 'launcher',
        launch: { configFile: '/c', dashboardUrl: '', endpoint: '', applications: ['a'] },
      };
      const drafts = [
        bench.draft('filter-b', { createdAt: 3 }),
        bench.draft('filter-a', { createdAt: 2, clusterFile: '/b' }),
        launcher,
      ];
      for (const draft of drafts) await keeper.create(draft, signal);
      const ids = async (filter: object) =>
        (await keeper.survey(filter, signal)).records.map(({ record }) => record.id);
      expect(await ids({})).toEqual(['filter-l', 'filter-a', 'filter-b']);
      expect(await ids({ clusterFile: '/b' })).toEqual(['filter-a']);
      expect(await ids({ kind: 'launcher' })).toEqual(['filter-l']);
      await keeper.remove(drafts, signal);
    });

    it('have no lease that is longer than any: the clock was set back since', async () => {
      const draft = bench.draft('clock');
      const { record } = await keeper.create({ ...draft, lease: true }, signal);
      const lease = { window: 'gone', machine: record?.machine, expires: Date.now() + 3_600_000 };
      await write(file('clock'), { ...record, lease });
      expect((await survey('clock'))[0]?.owned).toBe(false);
      await write(file('clock'), { ...record, lease: { ...lease, expires: Date.now() + 20_000 } });
      expect((await survey('clock'))[0]?.owned).toBe(true);
      await keeper.remove([draft], signal);
    });

    it('of two windows that create one, one gets it; its lease ends with its window', async () => {
      const [a, b] = [bench.client(), bench.client()];
      const outcomes = await Promise.all(
        [a, b].map(each => each.create({ ...bench.draft('race'), lease: true }, signal)),
      );
      expect(outcomes.map(({ created }) => created).toSorted()).toEqual([false, true]);
      expect(outcomes[0]?.record).toEqual(outcomes[1]?.record);
      expect(await survey('race')).toMatchObject([{ owned: true }]);
      (outcomes[0]?.created === true ? b : a).dispose();
      await new Promise(resolve => setTimeout(resolve, 300));
      expect(await survey('race')).toMatchObject([{ owned: true }]);
      a.dispose();
      b.dispose();
      await expect.poll(() => survey('race'), { timeout: 5_000 }).toMatchObject([{ owned: false }]);
      await bench.sh('rm "$1"', file('race'));
    });

    it('write no secret down, also where one stands on a command line', async () => {
      const argv = ['redis', '--redis-password=pw_real', '--url', 'a://:pw_real@h'];
      await keeper.create(bench.draft('secret', { argv }), signal);
      expect(await bench.sh('cat "$1"', file('secret'))).not.toContain('pw_real');
      const [found] = await survey('secret');
      expect(found?.record.argv).toEqual(['redis', '--redis-password=***', '--url', 'a://:***@h']);
      await bench.sh('rm "$1"', file('secret'));
    });
  });

  describe('records of version 1', () => {
    const old = {
      version: 1,
      kind: 'ray-node',
      clusterFile: '/w/c.yaml',
      cluster: 'lab',
      node: 'head',
      host: 'local',
      session: 0,
      startTicks: 0,
      bootId: 'another',
      argv: ['ray'],
      logFile: '/l',
      createdAt: 5,
      ray: { address: '192.0.2.1:1', dashboardUrl: 'u', head: true, ports: [1] },
    };

    it('are read in the form of version 2, with the processes that they name', async () => {
      const { boot, hostname } = await keeper.facts({}, signal);
      const record = await bench.started('v2', `exec sleep 4716.1${bench.mark}`);
      const { session, startTicks } = record.process;
      await write(file('v1'), { ...old, id: 'v1', bootId: boot, machine: hostname, session, startTicks });
      const [found] = await survey('v1');
      expect(found?.record).toEqual({
        version: 2,
        id: 'v1',
        attempt: 'v1:5',
        stage: 'started',
        kind: 'node',
        machine: hostname,
        boot,
        clusterFile: '/w/c.yaml',
        cluster: 'lab',
        node: 'head',
        host: 'local',
        argv: ['ray'],
        logFile: '/l',
        exitFile: '',
        createdAt: 5,
        process: { pid: session, session, startTicks },
        ray: { ...old.ray, auth: 'disabled' },
      });
      expect(found).toMatchObject({ owned: false, members: [{ pid: session }] });
      const outcome = await keeper.stop({ id: 'v1', attempt: 'v1:5', phases: [] }, () => undefined, signal);
      expect(outcome).toMatchObject({ left: [], removed: true });
      expect(await keeper.wait(record, signal)).toMatchObject({ signal: 'SIGKILL' });
      await keeper.remove([record], signal);
      expect(await bench.files()).toEqual([]);
    });

    it('have a lease as long as the editor lives that wrote them', async () => {
      const { boot } = await keeper.facts({}, signal);
      const editor = await bench.started('editor', `exec sleep 4716.2${bench.mark}`);
      const owner = { pid: editor.process.pid, startTicks: editor.process.startTicks };
      await write(file('owned'), { ...old, id: 'owned', stage: 'starting', bootId: boot, owner });
      expect(await survey('owned')).toMatchObject([
        { owned: true, record: { machine: '', lease: { window: 'v1' } } },
      ]);
      await keeper.stop({ id: 'editor', phases: [] }, () => undefined, signal);
      const [found] = await survey('owned');
      expect(found).toMatchObject({ owned: false });
      expect(found?.record).not.toHaveProperty('process');
      expect(found?.record).not.toHaveProperty('lease');
      await bench.sh('rm "$1"', file('owned'));
    });

    it('are of this machine by their host name, or without one by their boot', async () => {
      const { boot, hostname } = await keeper.facts({}, signal);
      await write(file('m1'), { ...old, id: 'm1', machine: hostname });
      await write(file('m2'), { ...old, id: 'm2', machine: 'another', bootId: boot });
      await write(file('m3'), { ...old, id: 'm3', bootId: boot });
      await write(file('m4'), { ...old, id: 'm4' });
      const { records, broken } = await keeper.survey({}, signal);
      expect(records.map(({ record }) => record.id)).toEqual(['m1', 'm3']);
      expect(broken.map(({ what }) => plain(what))).toEqual([]);
      await bench.sh('rm "$1"/records/m?.json', bench.state);
    });
  });
}
