/** Real processes that bear the names of Ray's; the real ones are in test/cluster. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  keeperOf,
  nodeRecord,
  plantRecord,
  recordFiles,
  recordsIn,
  removeRecord,
  withoutProcess,
} from '../../../../test/support/keeper';
import { kill, processTable } from '../../../../test/support/processTable';
import type { MachineFacts } from '../../core/machine/keeper';
import { nodeStopPhases } from '../../core/machine/processes';
import type { NodeRecord, ProcessIdentity } from '../../core/records/processRecord';
import { plain } from '../../core/text/text';
import { surveyNodes } from '../ray/surveyNodes';
import { assess, forgetWhatIsOver } from './recovery';
import { stopNodes } from './stop';

const folder = mkdtempSync(join(tmpdir(), 'stop-'));
const state = join(folder, 'state');
const { signal } = new AbortController();
const keeper = keeperOf(state);
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const order = join(folder, 'order');
let facts: MachineFacts;
for (const name of ['raylet', 'gcs_server', 'log_monitor']) copyFileSync('/bin/sh', join(folder, name));

beforeAll(async () => {
  facts = await keeper.facts({}, signal);
});
afterEach(() => {
  for (const name of recordFiles(state)) removeRecord(state, name.slice(0, -'.json'.length));
  rmSync(order, { force: true });
});
afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true });
});

/** Says its name when it gets a signal to end; `deaf` does not end by it. */
const program = (name: string, deaf = false) =>
  `${folder}/${name} -c 'trap "echo ${name} >>${order}; ${deaf ? '' : 'exit 0'}" TERM; while :; do sleep 0.05; done' &`;

/** Starts a script as a node is started; gives its record. */
async function start(id: string, script: string): Promise<NodeRecord & { process: ProcessIdentity }> {
  const { record } = await keeper.start(
    {
      record: { ...recordOf(id), logFile: join(state, 'logs', `${id}.log`) },
      command: { argv: ['sh', '-c', script], env: {} },
      create: true,
    },
    signal,
  );
  if (record.kind !== 'node') throw new Error('not a node');
  return { ...record, process: record.process };
}

function recordOf(id: string, more: Partial<NodeRecord> = {}): NodeRecord {
  const { ray } = nodeRecord(facts, clusterFile);
  return nodeRecord(facts, clusterFile, { id, node: id, ray: { ...ray, head: id === 'head' }, ...more });
}

/** Puts another record in the place of one. */
function replace(record: NodeRecord, more: Partial<NodeRecord>): NodeRecord {
  const changed = { ...record, ...more };
  plantRecord(state, changed);
  return changed;
}

const sessionMembers = ({ process }: NodeRecord) =>
  processTable().filter(({ session }) => session === process?.session);

const said = () => (existsSync(order) ? readFileSync(order, 'utf8').trim().split('\n') : []);

/** Until the traps are set: a shell that gets one before says nothing. */
async function settled(started: NodeRecord, count: number): Promise<void> {
  const sleeping = () => sessionMembers(started).filter(({ argv }) => argv[0] === 'sleep').length >= count;
  await expect.poll(sleeping, { timeout: 5_000 }).toBe(true);
}

describe('stopNodes', () => {
  it('ends raylet, then the others, then the GCS, and removes the record', async () => {
    const head = await start(
      'head',
      `${['gcs_server', 'log_monitor', 'raylet'].map(name => program(name)).join(' ')} exit`,
    );
    await settled(head, 3);
    expect(await stopNodes([head], keeper, { signal })).toEqual([]);
    expect(said()).toEqual(['raylet', 'log_monitor', 'gcs_server']);
    expect(sessionMembers(head)).toEqual([]);
    expect(recordsIn(state)).toEqual([]);
  });

  it('kills what does not end by itself, in the same order', async () => {
    const head = await start(
      'head',
      `${['gcs_server', 'raylet'].map(name => program(name, true)).join(' ')} exit`,
    );
    await settled(head, 2);
    const quick = nodeStopPhases.map(phase => ({ ...phase, graceMs: 200 }));
    expect(await stopNodes([head], keeper, { signal }, quick)).toEqual([]);
    expect([...new Set(said())]).toEqual(['raylet', 'gcs_server']);
    expect(sessionMembers(head)).toEqual([]);
  });

  it('ends a start that was cut off before its session was written down', async () => {
    const head = await start('head', `${program('raylet')} wait`);
    await settled(head, 1);
    const intent = replace(withoutProcess(head), { stage: 'starting' });
    expect(await stopNodes([intent], keeper, { signal })).toEqual([]);
    expect(sessionMembers(head)).toEqual([]);
  });

  it('does not touch another cluster, nor what only has its session number', async () => {
    const other = await start('other', `${program('raylet')} exit`);
    const number = await start('unrelated', `${program('log_monitor')} exit`);
    await settled(other, 1);
    await settled(number, 1);
    const { process } = number;
    const mistaken = replace(recordOf('head'), {
      process: { ...process, startTicks: process.startTicks - 10 },
    });
    const [left] = await stopNodes([mistaken], keeper, { signal });
    expect(plain(left ?? { template: '', args: [] })).toMatch(
      /log_monitor \(pid \d+\) may belong to node head/,
    );
    expect(sessionMembers(other)).not.toEqual([]);
    expect(sessionMembers(number)).not.toEqual([]);
    expect(said()).toEqual([]);
    for (const left of [...sessionMembers(other), ...sessionMembers(number)]) kill(left);
  });

  it('only removes the record after a reboot', async () => {
    const head = await start('head', `${program('raylet')} exit`);
    await settled(head, 1);
    expect(await stopNodes([replace(head, { boot: 'another' })], keeper, { signal })).toEqual([]);
    expect(recordsIn(state)).toEqual([]);
    expect(sessionMembers(head)).not.toEqual([]);
    for (const left of sessionMembers(head)) kill(left);
  });
});

describe('surveyNodes', () => {
  it('distinguishes a start under way from one that was cut off', async () => {
    const head = await start('head', `${program('raylet')} exit`);
    await settled(head, 1);
    await keeper.write({ ...head, stage: 'starting', lease: true }, signal);
    expect(assess((await surveyNodes(clusterFile, keeper, signal)).nodes).state).toBe('starting');
    const lease = { window: 'another', machine: facts.machine, expires: Date.now() - 1 };
    replace(head, { stage: 'starting', lease });
    const cutOff = assess((await surveyNodes(clusterFile, keeper, signal)).nodes);
    expect(cutOff).toMatchObject({ state: 'degraded', problem: { actions: [{ kind: 'stopCluster' }] } });
    expect(await stopNodes(cutOff.records, keeper, { signal })).toEqual([]);
  });

  it('forgets what is over, but never what another machine wrote down', async () => {
    const { id, attempt } = await start('head', 'exit');
    await keeper.wait({ id, attempt }, signal);
    plantRecord(state, recordOf('far', { machine: 'another', boot: 'another' }));
    writeFileSync(join(state, 'records', 'broken.json'), '{');
    const found = await surveyNodes(clusterFile, keeper, signal);
    expect(found.nodes.map(({ record }) => record.id)).toEqual(['head']);
    expect(found.broken).toHaveLength(1);
    expect(await forgetWhatIsOver(found, keeper)).toEqual([]);
    rmSync(join(state, 'records', 'broken.json'));
    expect(recordsIn(state).map(record => record.id)).toEqual(['far']);
  });

  it('forgets only the attempt that was read', async () => {
    const over = await start('head', 'exit');
    await keeper.wait({ id: over.id, attempt: over.attempt }, signal);
    const found = await surveyNodes(clusterFile, keeper, signal);
    expect(found.nodes).toHaveLength(1);
    // Another window has begun anew in between.
    replace(over, { attempt: 'attempt-2' });
    await forgetWhatIsOver(found, keeper);
    expect(recordsIn(state)).toMatchObject([{ attempt: 'attempt-2' }]);
  });
});
