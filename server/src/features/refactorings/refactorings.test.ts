import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../document/edits/applyEdits';
import { positionAt } from '../../document/tree/positions';
import { english } from '../../text/text';
import { createAnalyzer } from '../../analysis/analysis';
import { refactorings } from './refactorings';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const analyze = (text: string) => analyzer.config({ uri: 'file:///a/server_config.yaml', text }, {});

/** Titles and texts afterwards of what is offered at the first place of `needle`. */
function offered(text: string, needle: string, isAsked = true): Map<string, string> {
  const analysis = analyze(text);
  const at = text.indexOf(needle);
  if (at < 0) throw new Error(`no ${needle}`);
  const found = refactorings(analysis, positionAt(analysis.document, at + 1), isAsked);
  return new Map(found.map(({ title, edits }) => [english(title), applyEdits(text, edits)]));
}

const server = `applications:
  # The gateway
  - name: server
    route_prefix: /api/v1
    import_path: server
    args:
      supported_models: [Qwen/Qwen3.5-4B]
`;
const model = (name: string, nproc: number, more = '') => `  - name: ${name}
    route_prefix: /api/v1/model/${name}
    import_path: model
    args:
      backend: megatron
      model_id: ms://Qwen/Qwen3.5-4B
      nproc_per_node: ${nproc}
      device_group: {name: ${name}, ranks: ${nproc}, device_type: cuda}
      device_mesh: {device_type: cuda, dp_size: ${nproc}}
${more}`;

describe('add a sampler', () => {
  const title = "Add a sampler for 'small'";
  const add = (text: string, needle = 'name: small', isAsked = true) =>
    offered(text, needle, isAsked).get(title);

  it('behind the model, under the prefix of the gateway, with its GPUs and adapters', () => {
    const text =
      server + model('small', 2, '      max_loras: 3\n      max_length: 4096\n      # end of small\n');
    expect(add(text)).toBe(`${text}  - name: sampler-small
    route_prefix: /api/v1/sampler/small
    import_path: sampler
    args:
      sampler_type: vllm
      model_id: ms://Qwen/Qwen3.5-4B
      nproc_per_node: 2
      device_group:
        name: sampler-small
        ranks: 2
        device_type: cuda
      device_mesh:
        device_type: cuda
        dp_size: 2
      engine_args:
        enable_lora: true
        max_loras: 3
        max_model_len: 4096
        gpu_memory_utilization: 0.7
    deployments:
      - name: SamplerManagement
        max_ongoing_requests: 16
        autoscaling_config:
          min_replicas: 1
          max_replicas: 1
        ray_actor_options:
          num_cpus: 0.1
`);
  });

  it('splits the weights as the model does', () => {
    const text = server + model('small', 4).replace('dp_size: 4', 'dp_size: 2, tp_size: 2');
    expect(add(text)).toMatch(/gpus_per_worker: 2\n(?:.*\n){2} +dp_size: 2\n +tp_size: 2\n/);
  });

  it('takes a mock for a mock', () => {
    const after = add(server + model('small', 1).replace('megatron', 'mock'));
    expect(after).toContain('sampler_type: mock');
    expect(after).not.toContain('engine_args');
  });

  it('samples no adapters of a model that trains none', () => {
    expect(add(server + model('small', 1, '      train_mode: full\n'))).not.toContain('enable_lora');
  });

  it('takes a name that is free and like that of the model', () => {
    const text = server + model('models-small', 1).replace('/models-small', '/small');
    expect(add(text, 'name: models-small')).toContain('- name: sampler-small\n');
    expect(
      add(`${text}  - name: sampler-small\n    import_path: processor\n`, 'name: models-small'),
    ).toContain('- name: sampler-small-2\n');
  });

  it('keeps the line breaks and the blank lines of the file', () => {
    const text = `${server}\n${model('small', 1)}`.replaceAll('\n', '\r\n');
    const after = add(text) ?? '';
    expect(after).toContain('\r\n\r\n  - name: sampler-small\r\n');
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('is offered where it is certain', () => {
    const text = server + model('small', 1);
    expect(add(text, 'ranks')).toBeDefined();
    expect(add(text, 'ranks', false)).toBeUndefined();
    expect(add(text, 'name: small', false)).toBeDefined();
    expect(add(text, 'The gateway')).toBeUndefined();
    expect(add(add(text) ?? '')).toBeUndefined();
    expect(add(text.replace('ranks: 1', 'ranks: ${oc.env:N}'))).toBeUndefined();
    expect(add(text.replace('/api/v1/model', '/elsewhere/model'))).toBeUndefined();
    expect(add(`${text}x: [\n`)).toBeUndefined();
  });
});

describe('extract a block', () => {
  const queue = (limit: number, comment = '') =>
    `      queue_config:${comment}\n        rps_limit: ${limit} # a second\n        tps_limit: 9\n`;
  const plain = queue(5).replace(' # a second', '');
  const title = (places: number) => `Write 'queue_config' once for ${places} places (anchor and aliases)`;

  it('puts an anchor at the first and aliases in place of the others', () => {
    const text =
      server +
      model('a', 1, queue(5, ' # of a')) +
      model('b', 1, plain) +
      model('c', 1, '      queue_config: {rps_limit: 5, tps_limit: 9} # of c\n');
    expect(offered(text, 'rps_limit').get(title(3))).toBe(
      server +
        model('a', 1, queue(5, ' &queue_config # of a')) +
        model('b', 1, '      queue_config: *queue_config\n') +
        model('c', 1, '      queue_config: *queue_config # of c\n'),
    );
  });

  it('keeps a comment behind the key, and leaves blocks with comments inside', () => {
    const text =
      server +
      model('a', 1, plain) +
      model('b', 1, plain.replace('config:', 'config: # of b')) +
      model('c', 1, queue(5));
    const after = offered(text, 'tps_limit').get(title(2));
    expect(after).toContain('      queue_config: *queue_config # of b\n  - name: c');
    expect(after).toContain('rps_limit: 5 # a second');
  });

  it('uses an anchor that is there, and no name that is taken', () => {
    const twice = model('a', 1, plain) + model('b', 1, plain);
    const named = server + twice.replace('queue_config:', 'queue_config: &mine');
    expect(offered(named, 'tps_limit').get(title(2))).toContain('queue_config: *mine\n');
    const taken = `x: &queue_config 1\n${server}${twice}`;
    expect(offered(taken, 'tps_limit').get(title(2))).toContain('queue_config: *queue_config-2\n');
  });

  it('is offered from each of the places', () => {
    const text = server + model('a', 1, plain) + model('b', 1, plain);
    const analysis = analyze(text);
    const position = positionAt(analysis.document, text.lastIndexOf('rps_limit'));
    expect(refactorings(analysis, position, false)).toHaveLength(1);
  });

  it('is not offered for what is different, or alone, or one value', () => {
    const titles = (text: string) =>
      [...offered(text, 'rps_limit').keys()].filter(each => each.includes('once'));
    expect(titles(server + model('a', 1, queue(5)))).toEqual([]);
    expect(titles(server + model('a', 1, plain) + model('b', 1, queue(6)))).toEqual([]);
    const one = '      queue_config:\n        rps_limit: 5\n';
    expect(titles(server + model('a', 1, one) + model('b', 1, one))).toEqual([]);
    expect(titles(`${server}${model('a', 1, plain)}${model('b', 1, plain)}x: [\n`)).toEqual([]);
  });
});

describe('sort by GPU demand', () => {
  const title = 'Sort applications by GPU demand';
  const processor = '  - name: processor\n    import_path: processor\n';

  it('puts gateways first, then the largest, and moves comments along', () => {
    const text = `${processor}\n  # Small\n${model('small', 1, '      # end of small\n')}\n  # Large,\n  # eight GPUs\n\n${model('large', 8)}# The end\nray_namespace: x\n`;
    const gateway = server.replace('applications:\n', '');
    expect(
      offered(`applications:\n${text.replace(processor, `${processor}${gateway}`)}`, 'applications').get(
        title,
      ),
    ).toBe(
      `applications:\n${gateway}  # Large,\n  # eight GPUs\n\n${model('large', 8)}\n  # Small\n${model('small', 1, '      # end of small\n')}\n${processor}# The end\nray_namespace: x\n`,
    );
  });

  it('goes by the GPUs of a node first, then by those of all nodes and replicas', () => {
    const many = model('many', 2, '    deployments:\n      - autoscaling_config: {min_replicas: 3}\n');
    const text = server + model('one', 2) + many + model('four', 4);
    expect(offered(text, 'applications').get(title)).toBe(server + model('four', 4) + many + model('one', 2));
  });

  it('is offered where it changes something that is certain', () => {
    const sort = (text: string, needle = 'applications', isAsked = true) =>
      offered(text, needle, isAsked).get(title);
    const wrong = server + model('a', 1) + model('b', 2);
    expect(sort(wrong)).toBe(server + model('b', 2) + model('a', 1));
    expect(sort(wrong, 'backend')).toBeDefined();
    expect(sort(wrong, 'backend', false)).toBeUndefined();
    expect(sort(wrong, 'name: a', false)).toBeDefined();
    expect(sort(server + model('b', 2) + model('a', 1))).toBeUndefined();
    expect(sort(wrong.replace('ranks: 1', 'ranks: ${oc.env:N}'))).toBeUndefined();
    expect(sort(wrong.replace('ms://Qwen', '${applications[2].name}'))).toBeUndefined();
    // An anchor would come behind its alias.
    expect(
      sort(wrong.replace('{name: a,', '{name: &x a,').replace('{name: b,', '{name: *x ,')),
    ).toBeUndefined();
    expect(sort('applications: []\n')).toBeUndefined();
  });

  it('keeps a last line without a line break', () => {
    const text = (server + model('a', 1) + model('b', 2)).trimEnd();
    expect(offered(text, 'applications').get(title)).toBe((server + model('b', 2) + model('a', 1)).trimEnd());
  });
});
