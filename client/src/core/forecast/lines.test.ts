import { describe, expect, it } from 'vitest';
import type { ForecastApplicationView, ForecastView } from '../../../../server/src/protocol';
import { forecastLines } from './lines';
import { plain } from '../text/text';

const view = (parts: Partial<ForecastView>): ForecastView => ({
  uri: 'file:///lab/server_config.yaml',
  twinkleVersion: '0.5.1',
  errors: 0,
  clusterUri: 'file:///lab/twinkle_cluster.yaml',
  clusterState: 'read',
  nodes: [
    { name: 'head', host: 'local', gpus: [0, 1, 2, 3], cpus: 8 },
    { name: 'worker', host: 'box', gpus: [], cpus: 16 },
  ],
  applications: [],
  complete: true,
  ...parts,
});

const application = (parts: Partial<ForecastApplicationView>): ForecastApplicationView => ({
  name: 'a',
  kind: 'model',
  status: 'placed',
  certain: true,
  computes: true,
  groups: [],
  workers: [],
  possibleNodes: [],
  shares: false,
  reason: 'Because.',
  ...parts,
});

const page = (parts: Partial<ForecastView>): string[] =>
  forecastLines(view(parts), { config: 'server_config.yaml', cluster: 'twinkle_cluster.yaml' }).map(
    ({ depth, text }) => (text === undefined ? '' : `${'  '.repeat(depth)}${plain(text)}`),
  );
const headline = (...applications: Partial<ForecastApplicationView>[]) =>
  page({ applications: applications.map(application) })[2];

describe('the page', () => {
  it('tells what lies on each node, and where each application lands', () => {
    const model = application({
      name: 'models-q',
      groups: [{ node: 0, replica: 0, gpus: 4, npus: 0, cpus: 4, ids: [0, 1] }],
      workers: [
        { replica: 0, rank: 0, node: 0, ids: [0] },
        { replica: 0, rank: 1, node: 0, ids: [1] },
      ],
      possibleNodes: [0],
    });
    const processor = application({
      name: 'processor',
      kind: 'processor',
      computes: false,
      groups: [{ node: 1, replica: 0, gpus: 0, npus: 0, cpus: 2, ids: [] }],
      possibleNodes: [0, 1],
    });
    const server = application({ name: 'server', kind: 'server', reason: 'No placement group.' });
    expect(page({ applications: [server, model, processor] })).toEqual([
      'server_config.yaml on the nodes of twinkle_cluster.yaml (twinkle-kit 0.5.1)',
      '',
      '✔ All applications (3) start, whichever nodes Ray chooses.',
      '',
      'NODES',
      '',
      'head · local · 8 CPUs',
      '  GPUs 0, 1: models-q',
      '  GPUs 2, 3: not used',
      '  reserved, but not used by a worker: 2 GPUs',
      '  4 CPUs: models-q',
      '',
      'worker · box · 16 CPUs',
      '  no GPUs',
      '  2 CPUs: processor',
      '',
      'APPLICATIONS, in the order in which they are deployed',
      '',
      '✔ server: starts',
      '  No placement group.',
      '',
      '✔ models-q (model): starts',
      '  head: reserves 4 GPUs and 4 CPUs',
      '    worker 0: GPU 0 of head',
      '    worker 1: GPU 1 of head',
      '  Because.',
      '',
      '✔ processor: starts',
      '  worker: reserves 2 CPUs',
      '  Ray may also choose: head',
      '  Because.',
    ]);
  });

  it('warns of GPUs that two compute on, and not of those of a mock', () => {
    const on = (name: string, computes: boolean) =>
      application({
        name,
        computes,
        shares: computes,
        groups: [{ node: 0, replica: 0, gpus: 1, npus: 0, ids: [0] }],
      });
    const shared = page({ applications: [on('a', true), on('b', true)] });
    expect(shared).toContain('  GPU 0: a, b (used twice)');
    expect(shared[3]).toMatch(/^! Two groups use some devices/);
    expect(page({ applications: [on('a', true), on('b', false)] })).toContain('  GPU 0: a, b');
  });

  it('tells the remedy, what is not reached, and the errors that come before', () => {
    const lines = page({
      errors: 2,
      applications: [
        application({ status: 'waits', remedy: 'Add a node.' }),
        application({ name: 'b', kind: 'sampler', status: 'skipped', reason: 'Ends at a.' }),
      ],
    });
    expect(lines.slice(2, 4)).toEqual([
      '✘ The launch waits forever at a.',
      '! The file has 2 errors: a launch may fail at them before anything is placed.',
    ]);
    expect(lines.slice(-6)).toEqual([
      '✘ a (model): waits forever',
      '  Because.',
      '  → Add a node.',
      '',
      '– b (sampler): not reached',
      '  Ends at a.',
    ]);
  });

  it('names replicas where there are several', () => {
    const workers = [0, 1].map(replica => ({ replica, rank: 0, node: 0, ids: [replica] }));
    expect(page({ applications: [application({ workers })] })).toContain(
      '    replica 1, worker 0: GPU 1 of head',
    );
  });

  it('does not make up numbers that the cluster file does not say', () => {
    const lines = page({
      nodes: [{ name: 'head', host: 'local' }],
      applications: [
        application({ status: 'unknown', groups: [{ node: 0, replica: 0, gpus: 4, npus: 0, ids: [] }] }),
        application({
          name: 'p',
          kind: 'processor',
          groups: [{ node: 0, replica: 0, gpus: 0, npus: 0, ids: [] }],
        }),
      ],
      enoughCpus: 8,
    });
    expect(lines).toContain('head · local · CPUs as detected by Ray');
    expect(lines).toContain('  GPUs as detected by Ray');
    expect(lines).toContain('  head: reserves 4 GPUs and half of the CPUs');
    expect(lines).toContain('  head: reserves CPUs for its processes');
    expect(lines[3]).toContain('"cpus: 8"');
  });
});

describe('the first line', () => {
  it('is as certain as the forecast', () => {
    expect(headline()).toBe('The file deploys no application.');
    expect(headline({}, { certain: false })).toMatch(/^\? There is room for all applications \(2\)/);
    expect(headline({ status: 'fails' })).toBe('✘ The launch fails at a.');
    expect(headline({ status: 'waits', certain: false })).toBe('? The launch may wait forever at a.');
    expect(headline({ status: 'unknown' }, { status: 'waits', name: 'b' })).toBe(
      '✘ The launch waits forever at b.',
    );
    expect(headline({ status: 'unknown' })).toMatch(/^\? It is unknown whether all applications start/);
  });
});

describe('without nodes', () => {
  it('says what to do', () => {
    const absent = page({ clusterState: 'absent', nodes: [] });
    expect(absent[0]).toBe('There is no cluster file for server_config.yaml.');
    expect(absent.at(-1)).toContain('Create Cluster File');
    expect(page({ clusterState: 'errors', nodes: [] })[0]).toBe(
      'twinkle_cluster.yaml has errors, so it is not used.',
    );
  });
});
