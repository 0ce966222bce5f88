import { describe, expect, it } from 'vitest';
import { enoughCpus } from './enoughCpus';
import { readClusterFile } from '../config/readClusterFile';
import { readServerConfig } from '../config/readServerConfig';
import { parseDocument } from '../document/parse';
import { english } from '../text/text';
import { finish } from './search/steps';
import {
  clusterText,
  configText,
  forecastOf,
  groupsAt,
  reasonsOf,
  statuses,
} from '../../../test/support/placement';

const four = { gpus: [0, 1, 2, 3], cpus: 8 };
const others = { gpus: [4, 5, 6, 7], cpus: 8 };
const eight = { gpus: [0, 1, 2, 3, 4, 5, 6, 7], cpus: 16 };

describe('what upstream measured on clusters with logical GPUs', () => {
  it('reserves nproc_per_node GPUs and half of the CPUs, though one rank uses one GPU', () => {
    const seen = forecastOf([{ kind: 'sampler', ranks: 1, nproc: 2 }], [four, others]);
    expect(statuses(seen)).toEqual(['a placed']);
    expect(groupsAt(seen, 0)).toEqual(['n0: 2 GPUs, 4 CPUs']);
  });

  it('puts two applications that fill a node on different nodes', () => {
    const seen = forecastOf(
      [
        { ranks: 4, nproc: 4 },
        { kind: 'sampler', ranks: 4, nproc: 4 },
      ],
      [four, others],
    );
    expect(statuses(seen)).toEqual(['a placed', 'b placed']);
    expect([...groupsAt(seen, 0), ...groupsAt(seen, 1)]).toEqual([
      'n0: 4 GPUs, 4 CPUs',
      'n1: 4 GPUs, 4 CPUs',
    ]);
    expect(seen.applications.map(({ possible }) => possible)).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(seen.applications.map(({ clash }) => clash)).toEqual([false, false]);
  });

  it('lets two applications on one node use the same GPUs, and takes all of its CPUs for them', () => {
    const two = [
      { ranks: 4, nproc: 4, backend: 'transformers' },
      { ranks: 4, nproc: 4, backend: 'transformers' },
    ];
    const roomy = forecastOf(two, [eight, { gpus: [], cpus: 4 }]);
    expect(roomy.applications.map(({ clash }) => clash)).toEqual([false, true]);
    // Their replicas leave less than the second half.
    const alone = forecastOf(two, [eight]);
    expect(statuses(alone)).toEqual(['a placed', 'b waits']);
    expect(reasonsOf(alone)[1]).toContain('A group takes 8 CPUs in addition to its GPUs');
  });

  it('requires a node for each GPU where nproc_per_node is 1', () => {
    const seen = forecastOf([{ ranks: 4, nproc: 1 }], [eight]);
    expect(statuses(seen)).toEqual(['a fails']);
    expect(reasonsOf(seen)[0]).toContain('required nodes: 4, available: 1');
    expect(statuses(forecastOf([{ ranks: 4, nproc: 1 }], [eight, eight, eight, eight]))).toEqual([
      'a placed',
    ]);
  });

  it('names what makes room for it', () => {
    const remedyOf = (ranks: number | string, nproc: number, more = {}) => {
      const [only] = forecastOf([{ ranks, nproc, ...more }], [four, others]).applications;
      return only?.remedy && english(only.remedy);
    };
    expect(remedyOf(6, 6)).toBe('Change nproc_per_node to 3, or add 1 node with 6 GPUs to the cluster file.');
    expect(remedyOf(4, 1)).toBe('Change nproc_per_node to 4, or add 2 nodes with 1 GPU to the cluster file.');
    expect(remedyOf('[4, 5, 6, 7, 8, 9]', 6)).toContain('Change nproc_per_node to 4,');
    // The two GPUs of a worker must be on one node.
    expect(remedyOf(6, 6, { kind: 'sampler', perWorker: 2 })).toContain('Change nproc_per_node to 4,');
    expect(remedyOf(16, 8)).toBe(
      'Change nproc_per_node to 4 and ranks to 8, or add 2 nodes with 8 GPUs to the cluster file.',
    );
  });
});

describe('the order of deployment', () => {
  const whole = { ranks: 4, nproc: 4 };

  it('skips what comes after an application that waits', () => {
    const seen = forecastOf([{ kind: 'server' }, whole, whole, whole, { kind: 'server' }], [four, others]);
    expect(statuses(seen)).toEqual(['a placed', 'b placed', 'c placed', 'd waits', 'e skipped']);
    expect(reasonsOf(seen)[4]).toContain('stops at d');
  });

  it('skips what comes after an application that fails', () => {
    const seen = forecastOf([{ kind: 'processor', ranks: 4, ncpu: 4, device: 'CPU' }, whole], [four]);
    expect(statuses(seen)).toEqual(['a fails', 'b skipped']);
    expect(reasonsOf(seen)[0]).toContain('at least 16 CPUs');
  });

  it('does not know what is left after an application of unknown needs', () => {
    const seen = forecastOf([{ ranks: '${oc.env:R}', nproc: 4 }, whole], [four, others]);
    expect(statuses(seen)).toEqual(['a unknown', 'b unknown']);
    expect(reasonsOf(seen)[1]).toContain('unknown what a takes');
    expect(
      statuses(
        forecastOf(
          [
            { ranks: '${oc.env:R}', nproc: 4 },
            { ranks: 8, nproc: 8 },
          ],
          [four, others],
        ),
      ),
    ).toEqual(['a unknown', 'b fails']);
  });
});

describe('replicas', () => {
  it('multiply groups, and autoscaling starts with the initial number', () => {
    const scaled = (replicas: string) => ({
      ranks: 4,
      nproc: 4,
      deployment: `{ ray_actor_options: { num_cpus: 0.1 }, ${replicas} }`,
    });
    const at = (replicas: string) => statuses(forecastOf([scaled(replicas)], [four, others]));
    expect(at('num_replicas: 2')).toEqual(['a placed']);
    expect(at('num_replicas: 3')).toEqual(['a waits']);
    expect(at('autoscaling_config: { min_replicas: 1, max_replicas: 8 }')).toEqual(['a placed']);
    expect(at('autoscaling_config: { min_replicas: 1, initial_replicas: 3, max_replicas: 8 }')).toEqual([
      'a waits',
    ]);
    expect(at('num_replicas: auto')).toEqual(['a placed']);
    expect(at('num_replicas: ${oc.env:N}')).toEqual(['a unknown']);
  });

  it('take one CPU each where num_cpus is not written', () => {
    const seen = forecastOf([{ kind: 'server', deployment: '{ num_replicas: 3 }' }], [{ gpus: [], cpus: 2 }]);
    expect(statuses(seen)).toEqual(['a waits']);
    expect(reasonsOf(seen)[0]).toContain('No node has 1 CPU left for a replica');
  });

  it('may take the room of a group, wherever Ray puts them', () => {
    const greedy = '{ ray_actor_options: { num_cpus: 5 } }';
    const seen = forecastOf(
      [
        { kind: 'server', deployment: greedy },
        { ranks: 4, nproc: 4 },
      ],
      [four, { gpus: [], cpus: 8 }],
    );
    expect(statuses(seen)[1]).toMatch(/^b (?:waits|placed)\?$/);
  });

  it('tied to nodes by a resource are not guessed at', () => {
    const tied = '{ ray_actor_options: { resources: { big: 1 } } }';
    expect(statuses(forecastOf([{ deployment: tied }], [four]))).toEqual(['a unknown']);
  });
});

describe('lists of ranks', () => {
  it('reserve the nodes of a gap as well', () => {
    const seen = forecastOf([{ ranks: '[0, 8]', nproc: 4 }], [four, others]);
    expect(reasonsOf(seen)[0]).toContain('required nodes: 3, available: 2');
  });

  it('use the slots that they name, so that two groups may share a node', () => {
    const half = (ranks: string) => ({ ranks, nproc: 4, backend: 'transformers' });
    const seen = forecastOf(
      [half('[0, 1]'), half('[2, 3]')],
      [
        { ...eight, cpus: 16 },
        { gpus: [], cpus: 64 },
      ],
    );
    expect(seen.applications.map(({ clash }) => clash)).toEqual([false, false]);
  });

  it('that leave out the first node fail before 0.5.0', () => {
    const offset = [{ ranks: '[4, 5]', nproc: 4 }];
    expect(statuses(forecastOf(offset, [four, others], '0.5.1'))).toEqual(['a placed']);
    expect(reasonsOf(forecastOf(offset, [four, others], '0.4.0'))[0]).toContain('IndexError');
  });
});

describe('CPU groups', () => {
  const processor = { kind: 'processor', ranks: 5, ncpu: 2, device: 'CPU' };

  it('take the CPUs of their processes', () => {
    const nodes = [
      { gpus: [], cpus: 8 },
      { gpus: [], cpus: 8 },
      { gpus: [], cpus: 8 },
    ];
    const seen = forecastOf([processor], nodes);
    expect(
      groupsAt(seen, 0)
        .map(each => each.slice(4))
        .sort(),
    ).toEqual(['0 GPUs, 1 CPUs', '0 GPUs, 2 CPUs', '0 GPUs, 2 CPUs']);
    const more = forecastOf([processor], nodes, '0.5.1', 'env: { TWINKLE_CPU_PG_CPUS_PER_PROC: "4" }\n');
    // A quarter of the node is the most.
    expect(groupsAt(more, 0)[0]).toContain('2 CPUs');
  });

  it('of a model want nodes with 32 CPUs, of a mock with 4', () => {
    const model = (backend: string) => [{ ranks: 1, device: 'cpu', backend }];
    expect(reasonsOf(forecastOf(model('transformers'), [eight]))[0]).toContain('at least 32 CPUs');
    expect(statuses(forecastOf(model('mock'), [four]))).toEqual(['a placed']);
    expect(statuses(forecastOf(model('mock'), [four], '0.3.0'))).toEqual(['a fails']);
  });
});

describe('what is not known', () => {
  it('CPUs: the GPUs may suffice', () => {
    const seen = forecastOf([{ kind: 'server' }, { ranks: 4, nproc: 4 }], [{ gpus: [0, 1, 2, 3] }]);
    expect(statuses(seen)).toEqual(['a placed', 'b unknown']);
    expect(groupsAt(seen, 1)).toHaveLength(1);
    expect(statuses(forecastOf([{ ranks: 8, nproc: 8 }], [{ gpus: [0, 1, 2, 3] }]))).toEqual(['a fails']);
  });

  it('CPUs: tells a number that suffices', () => {
    const { applications } = readServerConfig(
      parseDocument(
        configText([
          { ranks: 4, nproc: 4 },
          { kind: 'processor', ranks: 2, ncpu: 2, device: 'CPU' },
        ]),
      ),
    );
    const cluster = (text: string) => readClusterFile(parseDocument(text));
    expect(finish(enoughCpus(applications, cluster(clusterText([{ gpus: [0, 1, 2, 3] }])), '0.5.1'))).toBe(8);
    expect(finish(enoughCpus(applications, cluster(clusterText([{}])), '0.5.1'))).toBe(undefined);
    expect(finish(enoughCpus(applications, cluster(clusterText([four])), '0.5.1'))).toBe(undefined);
  });

  it('GPUs: only what no number would fix is reported', () => {
    const seen = forecastOf([{ ranks: 4, nproc: 4 }], [{ cpus: 8 }]);
    expect(statuses(seen)).toEqual(['a unknown']);
    expect(seen.applications[0]?.placements).toEqual([]);
    expect(statuses(forecastOf([{ ranks: 8, nproc: 4 }], [{ cpus: 8 }]))).toEqual(['a fails']);
  });

  it('NPUs', () => {
    expect(statuses(forecastOf([{ ranks: 4, nproc: 4, device: 'npu' }], [four]))).toEqual(['a unknown']);
  });
});

describe('nodes of different size', () => {
  it('may halve the CPUs of another node, which a small one cannot give', () => {
    const seen = forecastOf(
      [
        { ranks: 4, nproc: 4 },
        { ranks: 4, nproc: 4 },
      ],
      [
        { gpus: [0, 1, 2, 3], cpus: 64 },
        { gpus: [4, 5, 6, 7], cpus: 8 },
      ],
    );
    expect(seen.applications[1]?.certain).toBe(false);
  });
});

it('takes an engine that is unknown for none', () => {
  const engines = ['transformers', 'mock', 'mo'].map(backend => ({ backend }));
  const { applications } = forecastOf(engines, [{ gpus: [0, 1, 2], cpus: 64 }]);
  expect(applications.map(({ need }) => need?.groups?.kind === 'device' && need.groups.computes)).toEqual([
    true,
    false,
    false,
  ]);
  const onCpus = forecastOf([{ backend: 'mo', device: 'CPU' }], [{ gpus: [], cpus: 64 }]);
  expect(reasonsOf(onCpus)).toEqual(['Unknown: how many of its processes run on a node.']);
});
