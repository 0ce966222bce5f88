import { expect, it, describe } from 'vitest';
import type { ClusterNodeView, ClusterView } from '../../../../server/src/protocol';
import { planCluster, recordId, type PlanEnvironment } from './plan';
import { allPorts, assignPorts, firstPort, namedPorts } from './ports';
import { plain, UserError } from '../text/text';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function node(name: string, more: Partial<ClusterNodeView> = {}): ClusterNodeView {
  return { name, host: 'local', env: {}, range, ...more };
}

function view(nodes: ClusterNodeView[], more: Partial<ClusterView> = {}): ClusterView {
  return {
    uri: 'file:///w/twinkle_cluster.yaml',
    name: 'lab',
    python: '~/venv/bin/python',
    ray: { port: 6379, dashboardPort: 8265, auth: 'disabled' },
    env: {},
    nodes,
    errors: 0,
    ...more,
  };
}

function environment(of: ClusterView, more: Partial<PlanEnvironment> = {}): PlanEnvironment {
  return {
    clusterFile: '/w/twinkle_cluster.yaml',
    home: '/home/u',
    machine: 'm',
    logFolder: '/s/logs',
    ports: assignPorts(of, new Set()),
    ...more,
  };
}

const plan = (of: ClusterView, more: Partial<PlanEnvironment> = {}) => planCluster(of, environment(of, more));
const three = [
  node('head', { gpus: [0, 1, 2, 3] }),
  node('sampler', { gpus: [4, 5, 6, 7], cpus: 8 }),
  node('cpu', { gpus: [] }),
];

describe('planCluster', () => {
  it('starts the head, then workers that join it, each with agents on ports of its own', () => {
    const { steps, ready, dashboardUrl } = plan(view(three));
    expect(steps.map(({ command }) => command.argv.slice(0, 3))).toEqual(
      three.map(() => ['/home/u/venv/bin/python', '/home/u/venv/bin/ray', 'start']),
    );
    expect(steps[0]?.command.argv.slice(3)).toEqual([
      '--head',
      '--port=6379',
      '--include-dashboard=true',
      '--dashboard-host=127.0.0.1',
      '--dashboard-port=8265',
      '--ray-client-server-port=21002',
      '--node-name=head',
      '--num-gpus=4',
      '--dashboard-agent-listen-port=21000',
      '--metrics-export-port=21001',
      '--min-worker-port=0',
      '--max-worker-port=0',
      '--disable-usage-stats',
    ]);
    expect(steps[1]?.command.argv.slice(3)).toEqual([
      '--address=127.0.0.1:6379',
      '--node-name=sampler',
      '--num-gpus=4',
      '--num-cpus=8',
      '--dashboard-agent-listen-port=21005',
      '--metrics-export-port=21006',
      '--min-worker-port=0',
      '--max-worker-port=0',
      '--disable-usage-stats',
    ]);
    const ports = steps.flatMap(step => step.ports);
    expect(new Set(ports).size).toBe(ports.length);
    expect(steps[0]?.ports).toEqual([6379, 8265, 21002, 21003, 21004, 21000, 21001]);
    expect(dashboardUrl).toBe('http://127.0.0.1:8265');
    expect(ready.nodes).toEqual(['head', 'sampler', 'cpu']);
  });

  it('shows each node its own cards, and a CPU-only node none', () => {
    const [head, sampler, cpu] = plan(view([...three, node('any')])).steps;
    expect(head?.command.env['CUDA_VISIBLE_DEVICES']).toBe('0,1,2,3');
    expect(sampler?.command.env['CUDA_VISIBLE_DEVICES']).toBe('4,5,6,7');
    expect(cpu?.command.env['CUDA_VISIBLE_DEVICES']).toBe('');
    expect(cpu?.command.argv).toContain('--num-gpus=0');
  });

  it('tells Ray of NPUs by a resource, and the node by a variable', () => {
    const npus = [4, 5];
    const { steps } = plan(view([node('head', { gpus: [], npus }), node('cpu', { gpus: [], npus: [] })]));
    const [head, cpu] = steps;
    expect(head?.command.argv).toContain('--resources={"NPU":2}');
    expect(head?.command.argv).toContain('--num-gpus=0');
    expect(head?.command.env).toMatchObject({ ASCEND_RT_VISIBLE_DEVICES: '4,5', CUDA_VISIBLE_DEVICES: '' });
    expect(plain(head?.title ?? { template: '', args: [] })).toBe('Head node head with NPUs 4, 5');
    expect(head?.npus).toEqual(npus);
    expect(cpu?.command.argv.join(' ')).not.toContain('--resources');
    expect(cpu?.command.env['ASCEND_RT_VISIBLE_DEVICES']).toBe('');
    expect(plain(cpu?.title ?? { template: '', args: [] })).toBe('Node cpu without GPU');
  });

  it('refuses an NPU that two nodes have, and not one beside a GPU of the same number', () => {
    expect(() => plan(view([node('a', { npus: [0] }), node('b', { npus: [0] })]))).toThrow(
      /NPU 0 is assigned to two nodes, a and b/,
    );
    expect(() => plan(view([node('a', { npus: [0] }), node('b', { gpus: [0] })]))).not.toThrow();
  });

  it('leaves to Ray what the file does not tell', () => {
    const command = plan(view([node('any')])).steps[0]?.command;
    expect(command?.env).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
    expect(command?.env).not.toHaveProperty('ASCEND_RT_VISIBLE_DEVICES');
    expect(command?.argv.join(' ')).not.toMatch(/num-gpus|num-cpus|resources/);
  });

  it('names the way to authenticate on every node, and the token by reference only', () => {
    for (const { command } of plan(view(three)).steps) {
      expect(command.env['RAY_AUTH_MODE']).toBe('disabled');
      expect(command.secrets).toEqual({});
      expect(command.unset).toEqual(['RAY_ADDRESS', 'RAY_AUTH_TOKEN', 'RAY_AUTH_TOKEN_PATH']);
    }
    const withToken = view(three, { ray: { port: 6379, dashboardPort: 8265, auth: 'token' } });
    for (const { command } of plan(withToken).steps) {
      expect(command.env['RAY_AUTH_MODE']).toBe('token');
      expect(command.secrets).toEqual({ RAY_AUTH_TOKEN: 'ray-token:m:/w/twinkle_cluster.yaml' });
    }
  });

  it('puts a node’s environment over that of the file, and its own over both', () => {
    const [head, worker] = plan(
      view([node('head', { gpus: [0], env: { A: 'node', CUDA_VISIBLE_DEVICES: '7' } }), node('worker')], {
        env: {
          A: 'file',
          B: 'file',
          RAY_USAGE_STATS_ENABLED: '1',
          RAY_AUTH_MODE: 'k8s',
          RAY_ADDRESS: 'x:1',
          RAY_AUTH_TOKEN: 't',
        },
      }),
    ).steps;
    expect(head?.command.env).toMatchObject({
      A: 'node',
      B: 'file',
      CUDA_VISIBLE_DEVICES: '0',
      RAY_USAGE_STATS_ENABLED: '1',
      RAY_AUTH_MODE: 'disabled',
    });
    expect(head?.command.env).not.toHaveProperty('RAY_ADDRESS');
    expect(head?.command.env).not.toHaveProperty('RAY_AUTH_TOKEN');
    expect(worker?.command.env['A']).toBe('file');
    expect(worker?.command.env['RAY_USAGE_STATS_ENABLED']).toBe('1');
  });

  it('takes the nearest interpreter: the node’s, the file’s, the client’s', () => {
    const { steps } = plan(
      view([node('a'), node('b', { python: 'env/bin/python' })], { python: '/p/python' }),
    );
    expect(steps.map(({ command }) => command.argv[0])).toEqual(['/p/python', '/w/env/bin/python']);
    const none = view([node('a')]);
    delete none.python;
    expect(plan(none, { python: '/q/python3' }).steps[0]?.command.argv.slice(0, 2)).toEqual([
      '/q/python3',
      '/q/ray',
    ]);
    expect(() => plan(none)).toThrow(/Node a has no Python interpreter/);
    expect(() => plan(view([node('a', { python: 'python3' })]))).toThrow(/not the path/);
  });

  it.each([
    [view([node('a')], { errors: 2 }), /The cluster file has errors: 2/, undefined],
    [view([]), /no node/, ['nodes']],
    [view([node('a'), node('b', { host: 'gpu-box' })]), /Node b is on gpu-box.*SSH/, ['nodes', 1, 'host']],
    [view([node('a'), node('a')]), /Two nodes have the name a/, ['nodes', 1, 'name']],
    [
      view([node('a', { gpus: [0, 1] }), node('b', { gpus: [1] })]),
      /GPU 1 is assigned to two nodes, a and b/,
      ['nodes', 1, 'gpus'],
    ],
    [view([node('a', { gpus: [2, 2] })]), /GPU 2 is assigned to two nodes, a and a/, ['nodes', 0, 'gpus']],
    [
      view([node('a')], { ray: { port: 1, dashboardPort: 1, auth: 'disabled' } }),
      /both use port 1/,
      ['ray', 'dashboard_port'],
    ],
  ])('refuses what cannot be started, and opens the file where it says so (%#)', (of, message, at) => {
    const error = thrown(() => plan(of));
    expect(error.message).toMatch(message);
    expect(error.actions).toEqual([
      at === undefined
        ? { kind: 'showProblems', file: view([]).uri }
        : { kind: 'openClusterFile', file: view([]).uri, at },
    ]);
  });

  it('says in its titles what each node is', () => {
    expect(plan(view([...three, node('any')])).steps.map(({ title }) => plain(title))).toEqual([
      'Head node head with GPUs 0, 1, 2, 3',
      'Node sampler with GPUs 4, 5, 6, 7',
      'Node cpu without GPU',
      'Node any',
    ]);
  });
});

describe('recordId', () => {
  it('is the same for one node of one file on one machine, different for any other, and fit for a file name', () => {
    const of = (clusterFile: string, machine = 'm') => ({ clusterFile, machine });
    expect(recordId(of('/w/a.yaml'), 'head')).toBe(recordId(of('/w/a.yaml'), 'head'));
    const places = [of('/w/a.yaml'), of('/w/b.yaml'), of('/w/a.yaml', 'other')];
    const ids = places.flatMap(place => ['a/b', 'a_b', '../x', '头'].map(name => recordId(place, name)));
    expect(new Set(ids).size).toBe(12);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
  });
});

describe('assignPorts', () => {
  it('goes around what is taken and what the file names', () => {
    const of = view([node('a'), node('b')], {
      ray: { port: firstPort, dashboardPort: firstPort + 2, auth: 'disabled' },
    });
    const ports = assignPorts(of, new Set([firstPort + 1, firstPort + 4]));
    const own = ports.flatMap(allPorts).filter(port => !namedPorts(of).includes(port));
    expect(own.toSorted((a, b) => a - b)).toEqual([3, 5, 6, 7, 8, 9, 10].map(offset => firstPort + offset));
  });
});

/** The error that a call throws. */
function thrown(call: () => unknown): UserError {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error('It did not throw a UserError.');
}
