import { describe, expect, it } from 'vitest';
import { english } from '../../../text/text';
import type { Analysis } from '../../../analysis/analysis';
import { completion } from '../completion';
import { analyze, at, labels, taken } from '../../../../../test/support/completion';

const apps = (text: string) => `applications:\n${text}`;
const server = (models: string) =>
  `  - name: server\n    import_path: server\n    route_prefix: /api/v1\n    args:\n      supported_models: ${models}\n`;
const model = (name: string) =>
  `  - name: m\n    import_path: model\n    route_prefix: /api/v1/model/${name}\n    args:\n      backend: transformers\n      model_id: ms://${name}\n`;
const sized = (group: string, mesh: string, backend = 'megatron') =>
  apps(
    `  - name: m\n    import_path: model\n    args:\n      backend: ${backend}\n      device_group: {name: m, device_type: cuda, ${group}}\n      device_mesh:\n        ${mesh}`,
  );
const cluster = 'nodes:\n  - name: head\n    gpus: [0, 1, 2, 3]\n  - name: two\n    gpus: [4, 5]\n';

describe('completion', () => {
  it('does without findings, which cost a check of the file', () => {
    const text = apps('  - import_path: model\n    args:\n      ');
    const findings = {
      get(): never {
        throw new Error('findings were asked for');
      },
    };
    const analysis = Object.create(analyze(text), { findings }) as Analysis;
    for (const position of [
      { line: 1, character: 4 },
      { line: 3, character: 6 },
    ]) {
      expect(completion(analysis, position, english)).not.toEqual([]);
    }
  });
});

describe('names of models', () => {
  it('are offered to the gateway where it lacks them, in either form of a list', () => {
    const text = `${model('Q/a')}${model('Q/b')}`;
    expect(labels(apps(`${server('[Q/a, ‸]')}${text}`))).toEqual(['Q/b']);
    expect(taken(apps(`${server('[Q/a, ‸]')}${text}`), 'Q/b')).toContain('supported_models: [Q/a, Q/b]');
    expect(taken(apps(`${server('[Q/a,‸]')}${text}`), 'Q/b')).toContain('supported_models: [Q/a, Q/b]');
    expect(labels(apps(`${server('\n        - Q/a\n        - ‸')}${text}`))).toContain('Q/b');
  });

  it('are put in brackets where a list is to stand', () => {
    const text = model('Q/a');
    expect(taken(apps(`${server('‸')}${text}`), '[Q/a]')).toContain('supported_models: [Q/a]');
    const cards = 'nodes:\n  - name: b\n    gpus: ‸\n';
    expect(taken(cards, '[0]', { isCluster: true })).toContain('gpus: [0]');
    expect(
      labels(sized('gpus_per_worker: 2', 'dp_size: 2').replace('gpus_per_worker: 2', 'ranks: ‸')),
    ).not.toContain('[2]');
  });

  it('make prefixes, those of models without an application only', () => {
    const start = apps(`${server('[Q/a, Q/b]')}${model('Q/a')}`);
    expect(labels(`${start}  - import_path: model\n    route_prefix: ‸`).slice(0, 1)).toEqual([
      '/api/v1/model/Q/b',
    ]);
    expect(labels(`${start}  - import_path: sampler\n    route_prefix: ‸`)).toEqual(
      expect.arrayContaining(['/api/v1/sampler/Q/a', '/api/v1/sampler/Q/b']),
    );
    expect(labels(`${start}  - import_path: processor\n    route_prefix: ‸`)[0]).toBe('/api/v1/processor');
  });

  it('follow the prefix that the gateway calls', () => {
    const gateway = server('[Q/a]').replace('args:\n', 'args:\n      route_prefix: /x\n');
    expect(labels(apps(`${gateway}  - import_path: model\n    route_prefix: ‸`))[0]).toBe('/x/model/Q/a');
  });

  it('make a model_id, first that of the partner', () => {
    const sampler = `  - import_path: sampler\n    route_prefix: /api/v1/sampler/Q/b\n    args:\n      model_id: ‸`;
    expect(labels(apps(`${model('Q/a')}${model('Q/b')}${sampler}`))[0]).toBe('ms://Q/b');
    expect(labels(apps(`${server('[Q/c]')}  - import_path: model\n    args:\n      model_id: ‸`))).toContain(
      'ms://Q/c',
    );
  });

  it('make names of applications that are free', () => {
    expect(labels(apps('  - import_path: model\n    name: ‸'))).toEqual(['model']);
    const named = `  - name: model\n${model('Q/b').replace('- name: m', '  xname: m')}`;
    expect(
      labels(apps(`${named}  - import_path: model\n    route_prefix: /api/v1/model/Q/c\n    name: ‸`)),
    ).toEqual(['model-c']);
  });
});

describe('sizes of a device mesh', () => {
  it('are divisors of what the other sizes leave, the fitting one first', () => {
    const offered = at(sized('ranks: 8', 'tp_size: 2\n        dp_size: ‸'));
    expect(offered.slice(0, 3).map(({ label }) => label)).toEqual(['4', '2', '1']);
    expect(offered[0]?.detail).toBe('4 × 2 = 8 workers');
    expect(labels(sized('ranks: 8, gpus_per_worker: 2', 'dp_size: ‸'))[0]).toBe('4');
  });

  it('stay away where they cannot fit, are unknown, or nothing builds a mesh', () => {
    const only = (text: string) => labels(text).filter(label => label !== '1');
    expect(only(sized('ranks: 8', 'tp_size: 3\n        dp_size: ‸'))).toEqual([]);
    expect(only(sized('ranks: ${n}', 'dp_size: ‸'))).toEqual([]);
    expect(only(sized('ranks: 8', 'tp_size: ${n}\n        dp_size: ‸'))).not.toContain('3');
    expect(only(sized('ranks: 8', 'dp_size: ‸', 'mock'))).toEqual([]);
  });

  it('divide up the ranks again', () => {
    expect(labels(sized('ranks: 8', 'dp_size: 4\n        ulysses_size: ‸')).slice(0, 3)).toEqual([
      '1',
      '2',
      '4',
    ]);
  });

  it('count a list of ranks on', () => {
    const list = (ranks: string) =>
      labels(apps(`  - import_path: model\n    args:\n      device_group:\n        ranks: ${ranks}`), {
        cluster,
      });
    expect(list('[0, 4, ‸]')).toEqual(['5']);
    expect(list('[0, ‸]')).toEqual(['1']);
    expect(list('[0, 1, 2‸]')).toEqual(['2']);
    expect(list('[‸]')).toEqual(['0']);
    expect(list('\n        - 2\n        - ‸')).toEqual(['3']);
  });

  it('give the ranks, beside the GPUs of nodes', () => {
    const text = apps(
      '  - import_path: model\n    args:\n      backend: megatron\n      device_mesh: {dp_size: 2, tp_size: 3}\n      device_group:\n        device_type: cuda\n        ranks: ‸',
    );
    expect(labels(text, { cluster })).toEqual(['6', '4', '2']);
  });
});

describe('mappings in brackets', () => {
  const start =
    'applications:\n  - import_path: model\n    args:\n      backend: megatron\n      device_group: {';

  it('have keys and values too', () => {
    expect(labels(`${start}name: x, ‸}\n`)).toEqual([
      'ranks',
      'device_type',
      'gpus_per_worker',
      'visible_devices',
    ]);
    expect(taken(`${start}name: x, ra‸}\n`, 'ranks', { snippets: true })).toBe(`${start}name: x, ranks: }\n`);
    expect(labels(`${start}device_type: ‸}\n`)[0]).toBe('cuda');
    const mesh = `${start}ranks: 8}\n      device_mesh: {tp_size: 2, dp_size: ‸}\n`;
    expect(labels(mesh)[0]).toBe('4');
    expect(taken(mesh, '4')).toContain('{tp_size: 2, dp_size: 4}');
  });
});

describe('the cluster file', () => {
  it('offers GPUs that no other node of the host has', () => {
    const text = 'nodes:\n  - name: a\n    gpus: [0, 2]\n  - name: b\n    gpus: [‸]\n';
    expect(labels(text, { isCluster: true })).toEqual(['1', '3', '4', '5']);
    expect(labels(text.replace('name: b', 'name: b\n    host: other'), { isCluster: true })[0]).toBe('0');
  });

  it('offers NPUs likewise, apart from GPUs', () => {
    const text = 'nodes:\n  - name: a\n    gpus: [1]\n    npus: [0, 2]\n  - name: b\n    npus: [‸]\n';
    expect(labels(text, { isCluster: true })).toEqual(['1', '3', '4', '5']);
  });

  it('tells an application for NPUs how many a node has', () => {
    const npus = 'nodes:\n  - name: head\n    gpus: [0, 1]\n  - name: npu\n    npus: [0, 1, 2]\n';
    const ranks = (type: string) =>
      apps(
        `  - name: m\n    import_path: model\n    args:\n      device_group: {device_type: ${type}, ranks: ‸}`,
      );
    expect(labels(ranks('npu'), { cluster: npus })[0]).toBe('3');
    expect(labels(ranks('cuda'), { cluster: npus })[0]).toBe('2');
  });

  it('offers names and hosts', () => {
    expect(labels('nodes:\n  - name: ‸', { isCluster: true })).toEqual(['head', 'worker-1']);
    const text = 'nodes:\n  - name: a\n    host: me@box\n  - name: b\n    host: ‸';
    expect(labels(text, { isCluster: true })[0]).toBe('me@box');
  });
});

describe('variables and arguments that any mapping takes', () => {
  const env = (kind: string, rest: string) =>
    apps(
      `  - import_path: ${kind}\n    deployments:\n      - ray_actor_options:\n          runtime_env:\n            env_vars:\n              ${rest}`,
    );

  it('are those that the application reads, first', () => {
    expect(labels(env('server', '‸'))[0]).toBe('TWINKLE_LONG_POLL_TIMEOUT');
    expect(labels(env('processor', '‸')).indexOf('TWINKLE_PER_USER_PROCESSOR_LIMIT')).toBeLessThan(
      labels(env('processor', '‸')).indexOf('TWINKLE_LONG_POLL_TIMEOUT'),
    );
    expect(labels('env:\n  ‸', { isCluster: true })).toContain('TWINKLE_FAIL_FAST');
  });

  it('have values that are text', () => {
    expect(taken(env('model', 'TWINKLE_FAIL_FAST: ‸'), '"0"')).toContain('TWINKLE_FAIL_FAST: "0"');
    expect(taken(env('model', 'TWINKLE_FAIL‸'), 'TWINKLE_FAIL_FAST')).toContain('TWINKLE_FAIL_FAST: "1"');
  });

  it('are those of vLLM too', () => {
    const text = apps('  - import_path: sampler\n    args:\n      engine_args:\n        ‸');
    expect(labels(text).slice(0, 1)).toEqual(['tensor_parallel_size']);
    expect(labels(text)).toContain('max_num_batched_tokens');
  });
});
