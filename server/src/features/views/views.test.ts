import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../analysis/analysis';
import { finish } from '../../placement/search/steps';
import { english } from '../../text/text';
import { clusterView } from './clusterView';
import { deploymentView } from './deploymentView';
import { forecastView } from './forecastView';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const config = (text: string) => analyzer.config({ uri: 'file:///lab/server_config.yaml', text }, {});
const cluster = (text: string) =>
  analyzer.cluster({ uri: 'file:///my%20lab/twinkle_cluster.yaml', text }, {});

describe('deploymentView', () => {
  it('tells applications with their places, and defaults where the file is silent', () => {
    const text =
      'ray_namespace: n\napplications:\n  - name: a\n    import_path: server\n    route_prefix: /api/v1\n  - import_path: nonsense\n';
    expect(deploymentView(config(text))).toEqual({
      uri: 'file:///lab/server_config.yaml',
      versionReason: 'newest',
      twinkleVersion: '0.5.1',
      http: { host: 'localhost', port: 8000 },
      rayNamespace: 'n',
      applications: [
        {
          name: 'a',
          kind: 'server',
          routePrefix: '/api/v1',
          range: { start: { line: 2, character: 4 }, end: { line: 4, character: 25 } },
          nameRange: { start: { line: 2, character: 10 }, end: { line: 2, character: 11 } },
        },
        {
          routePrefix: '/',
          range: { start: { line: 5, character: 4 }, end: { line: 5, character: 25 } },
          nameRange: { start: { line: 5, character: 4 }, end: { line: 5, character: 15 } },
        },
      ],
      errors: 2,
    });
  });
});

describe('how clients reach an application', () => {
  const application = (kind: string, prefix: string, more = '') =>
    `  - {import_path: ${kind}, route_prefix: ${prefix}, args: {${more}}}\n`;
  const mesh = (options: string) =>
    `device_group: {name: g, ranks: 4, device_type: cuda}, device_mesh: {${options}}`;
  const served = (...applications: string[]) =>
    deploymentView(config(`applications:\n${applications.join('')}`)).applications.map(each => each.served);

  it('is the end of its prefix, with the fewest samples of a request', () => {
    expect(
      served(
        application('server', '/api/v1'),
        application('model', '/api/v1/model/Qwen/Q', `backend: transformers, ${mesh('dp_size: 4')}`),
        application('model', '/api/v1/model/full', `backend: mock, train_mode: full, ${mesh('dp_size: 2')}`),
        application('sampler', '/api/v1/sampler/Qwen/Q/', `sampler_type: vllm, ${mesh('tp_size: 4')}`),
        application('processor', '/api/v1/processor'),
      ),
    ).toEqual([
      undefined,
      { name: 'Qwen/Q', batch: 4, full: false, answers: true },
      { name: 'full', batch: 2, full: true, answers: false },
      { name: 'Qwen/Q', batch: 1, full: false, answers: true },
      undefined,
    ]);
  });

  it('is not known where no gateway calls it', () => {
    expect(served(application('server', '/api/v1'), application('model', '/models/q'))).toEqual([
      undefined,
      undefined,
    ]);
    // What it calls by another prefix than its own.
    expect(
      served(
        application('server', '/api/v1', 'route_prefix: /serve'),
        application('model', '/api/v1/model/q'),
        application('sampler', '/serve/sampler/q'),
      ),
    ).toEqual([undefined, undefined, { name: 'q', batch: 1, full: false, answers: true }]);
  });
});

describe('clusterView', () => {
  it('tells nodes, and defaults where the file is silent', () => {
    const text =
      'python: /v/bin/python\nray:\n  port: 7000\n  auth: disabled\nenv:\n  A: 010\nnodes:\n  - name: head\n    gpus: [0, 1]\n    env: {B: x}\n  - name: cpu\n    host: box\n    gpus: []\n    cpus: 8\n  - name: any\n';
    expect(clusterView(cluster(text))).toMatchObject({
      name: 'my lab',
      python: '/v/bin/python',
      ray: { port: 7000, dashboardPort: 8265, auth: 'disabled' },
      env: { A: '010' },
      nodes: [
        {
          name: 'head',
          host: 'local',
          gpus: [0, 1],
          env: { B: 'x' },
          range: { start: { line: 7, character: 4 } },
        },
        { name: 'cpu', host: 'box', gpus: [], cpus: 8, env: {} },
        { name: 'any', host: 'local' },
      ],
      errors: 0,
    });
    expect(clusterView(cluster(text)).nodes[2]).not.toHaveProperty('gpus');
    // A node that lists one kind of device has none of the other.
    const devices = clusterView(
      cluster('nodes:\n  - name: a\n    npus: [4]\n  - name: b\n    gpus: []\n'),
    ).nodes;
    expect(devices.map(({ gpus, npus }) => [gpus, npus])).toEqual([
      [[], [4]],
      [[], []],
    ]);
  });

  it('is there for a file that says nothing', () => {
    expect(clusterView(cluster(''))).toMatchObject({ nodes: [], ray: { auth: 'token' } });
    expect(clusterView(cluster('')).errors).toBeGreaterThan(0);
  });
});

describe('forecastView', () => {
  const errorsOf = (args: string, more = '') => {
    const text = `applications:\n  - name: a\n    import_path: model\n    route_prefix: /api/v1/model/a\n    args:\n      backend: transformers\n      model_id: ms://Qwen/a\n${args}${more}`;
    const nodes = cluster('cluster_name: lab\nnodes:\n  - name: head\n    gpus: [0, 1]\n    cpus: 8\n');
    const analysis = analyzer.config({ uri: 'file:///lab/server_config.yaml', text }, {}, nodes);
    const { errors, applications } = finish(forecastView(analysis, english));
    const codes = analysis.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    return [applications[0]?.status, codes, errors];
  };
  const group = (ranks: string, nproc: number, dp: number) =>
    `      nproc_per_node: ${nproc}\n      device_group: { name: a, ranks: ${ranks}, device_type: cuda }\n      device_mesh: { dp_size: ${dp} }\n`;

  it('counts no error that it tells itself, and none that a launch goes past', () => {
    expect(errorsOf(group('4', 4, 4))).toEqual(['fails', ['ranks-exceed-cluster'], 0]);
    expect(errorsOf(group('[0, 0]', 2, 2))).toEqual(['fails', ['ranks-unique'], 0]);
    expect(errorsOf(group('2', 2, 1))).toEqual(['placed', ['mesh-world-size'], 0]);
    expect(errorsOf(group('4', 4, 4), 'nonsense: 1\n')).toEqual([
      'fails',
      expect.arrayContaining(['ranks-exceed-cluster', 'unknown-key']),
      1,
    ]);
  });
});
