/** A launch as a job, against what Ray answers (test/support/rayJobs.ts); test/cluster has the real Ray. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keeperOf, recordsIn } from '../../../../../test/support/keeper';
import { localDashboard } from '../../../../../test/support/localDashboard';
import { killed } from '../../../../../test/support/processTable';
import { startHead } from '../../../../../test/support/rayHead';
import { FakeRayJobs, type FakeJob } from '../../../../../test/support/rayJobs';
import type { KeeperClient } from '../../../adapters/keeper/client';
import { defaultOptions } from '../../../core/launch/options/options';
import type { LaunchPlanInput } from '../../../core/launch/plan';
import type { JobStatus } from '../../../core/ray/jobs';
import type { JobRecord } from '../../../core/records/processRecord';
import { findHead } from '../head';
import { JobLauncher } from './jobLauncher';

const clusterFile = `/project-${process.pid}/twinkle_cluster.yaml`;
const token = 'a-ray-token';
let folder: string;
let ray: FakeRayJobs;
let keeper: KeeperClient;
let launcher: JobLauncher;
let plan: LaunchPlanInput;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'job-'));
  writeFileSync(join(folder, 'raylet'), '');
  ray = await new FakeRayJobs().start();
  keeper = keeperOf(folder);
  launcher = new JobLauncher(keeper, url => localDashboard(url, { token: () => Promise.resolve(token) }));
  const configFile = join(folder, 'server_config.yaml');
  writeFileSync(configFile, 'applications: []\n');
  await startHead({ keeper, folder, clusterFile, program: join(folder, 'raylet'), dashboardUrl: ray.url });
  plan = {
    python: 'python3',
    configFile,
    rayAddress: '127.0.0.1:6379',
    auth: 'token',
    workFolder: folder,
    env: {},
    secrets: { RAY_AUTH_TOKEN: 'ray' },
    options: { ...defaultOptions, way: 'ray-job' },
  };
});

afterEach(async () => {
  await endHead();
  keeper.dispose();
  ray.dispose();
  rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 50 });
});

async function endHead(): Promise<void> {
  const head = recordsIn(folder).find(({ kind }) => kind === 'node');
  if (head?.process !== undefined) await killed(head.process);
}

const signal = () => AbortSignal.timeout(20_000);
const jobs = () => recordsIn(folder).filter(({ kind }) => kind === 'job');

async function start(given: AbortSignal = signal()): Promise<JobRecord> {
  const found = await findHead(clusterFile, keeper, given);
  if (found === undefined) throw new Error('no head');
  const { configFile } = plan;
  const launch = { configFile, dashboardUrl: ray.url, endpoint: '', applications: ['server'] };
  return launcher.start({ plan, head: found.head, launch }, given);
}

function jobOf(record: JobRecord): FakeJob {
  const job = ray.jobs.get(record.job.submissionId);
  if (job === undefined) throw new Error('no job');
  return job;
}

describe('JobLauncher', () => {
  it('sends its files once, and the job with the id of its record', async () => {
    const record = await start();
    const { submissionId } = record.job;
    expect(jobs()).toMatchObject([{ stage: 'started', job: { submissionId } }]);
    expect(record.logFile).toMatch(new RegExp(`job-driver-${submissionId}\\.log$`));
    const [name = ''] = ray.packages.keys();
    expect(jobOf(record).submitted).toMatchObject({
      submission_id: submissionId,
      runtime_env: { working_dir: `gcs://${name}`, env_vars: { RAY_JOB_STOP_WAIT_TIME_S: '60' } },
    });
    await launcher.forget(record, signal());
    await start();
    expect(ray.requests.filter(([line]) => line.startsWith('PUT'))).toHaveLength(1);
    // By a header, and nowhere else.
    expect(new Set(ray.requests.map(([, authorization]) => authorization))).toEqual(
      new Set([`Bearer ${token}`]),
    );
    expect(JSON.stringify([...ray.jobs.values(), ...jobs()])).not.toContain(token);
  });

  it('is found again, with what Ray reports about it', async () => {
    const record = await start();
    expect(await launcher.find(clusterFile, signal())).toMatchObject({ lives: true, owned: false });
    const seen: JobStatus[] = [];
    const end = launcher.ended(record, signal(), status => {
      seen.push(status);
      if (status === 'PENDING') jobOf(record).status = 'RUNNING';
      else Object.assign(jobOf(record), { status: 'FAILED', exitCode: -9, message: 'killed' });
    });
    expect(await end).toEqual({
      gone: false,
      code: null,
      signal: 'SIGKILL',
      job: { status: 'FAILED', exitCode: -9, message: 'killed' },
    });
    expect(seen).toEqual(['PENDING', 'RUNNING', 'FAILED']);
    expect(await launcher.find(clusterFile, signal())).toMatchObject({ lives: false });
    ray.jobs.clear();
    expect(await launcher.ended(record, signal())).toEqual({ gone: true });
  });

  it('ends this job alone, and waits until it has ended', async () => {
    const record = await start();
    jobOf(record).status = 'RUNNING';
    ray.jobs.set('other', { status: 'RUNNING', log: '' });
    let looks = 0;
    ray.onStop = job => {
      ray.instead = ({ url, method }) => {
        if (method === 'GET' && url?.endsWith(record.job.submissionId) === true) looks += 1;
        if (looks === 3) job.status = 'STOPPED';
        return false;
      };
    };
    expect(await launcher.end(record, signal())).toBeUndefined();
    expect(jobOf(record).status).toBe('STOPPED');
    expect(ray.jobs.get('other')?.status).toBe('RUNNING');
    expect(ray.requests.filter(([line]) => line.endsWith('/stop'))).toHaveLength(1);
    // There is nothing to end any more.
    expect(await launcher.end(record, signal())).toBeUndefined();
    expect(ray.requests.filter(([line]) => line.endsWith('/stop'))).toHaveLength(1);
  });

  it('leaves nothing of a job that Ray refuses, with the reason in one line', async () => {
    ray.instead = ({ method }, response) => {
      if (method !== 'POST') return false;
      response.statusCode = 500;
      response.end('Traceback (most recent call last):\n  File "x.py"\nRuntimeError: No agent.\n');
      return true;
    };
    await expect(start()).rejects.toThrow('/api/jobs/ answered with 500: RuntimeError: No agent.');
    expect(jobs()).toEqual([]);
  });

  it('takes a job for started though the answer was lost', async () => {
    ray.instead = ({ method }, response) => {
      if (method !== 'POST') return false;
      const [record] = jobs();
      if (record?.kind === 'job') ray.jobs.set(record.job.submissionId, { status: 'PENDING', log: '' });
      response.socket?.destroy();
      return true;
    };
    const record = await start();
    expect(record.stage).toBe('started');
    expect(jobs()).toHaveLength(1);
  });

  it('completes the record of a start that was cut off, where Ray has the job', async () => {
    const record = await start();
    await keeper.write({ ...record, stage: 'starting', lease: false }, signal());
    const found = await launcher.find(clusterFile, signal());
    if (found === undefined) throw new Error('not found');
    expect(await launcher.adopt(found, signal())).toMatchObject({ stage: 'started' });
    expect(jobs()).toMatchObject([{ stage: 'started' }]);
  });

  it('does not start a second one beside a record', async () => {
    await start();
    await expect(start()).rejects.toThrow('Another window is launching');
    expect(ray.jobs.size).toBe(1);
  });

  it('says that a job may run where Ray does not answer, and that it has ended with its cluster', async () => {
    const record = await start();
    ray.dispose();
    expect(await launcher.find(clusterFile, signal())).toMatchObject({ lives: true });
    await expect(launcher.end(record, signal())).rejects.toThrow('cannot be reached');
    await endHead();
    await expect
      .poll(async () => (await launcher.find(clusterFile, signal()))?.lives, { timeout: 10_000 })
      .toBe(false);
    expect(await launcher.end(record, signal())).toBeUndefined();
    expect(await launcher.ended(record, signal())).toEqual({ gone: true });
  });

  it('gives up at once when it is cancelled', async () => {
    const record = await start();
    jobOf(record).status = 'RUNNING';
    ray.onStop = () => undefined;
    const stop = new AbortController();
    const end = launcher.end(record, stop.signal);
    await expect
      .poll(() => ray.requests.filter(([line]) => line.endsWith('/stop')), { timeout: 10_000 })
      .toHaveLength(1);
    stop.abort(new Error('enough'));
    await expect(end).rejects.toThrow('enough');
  });
});
