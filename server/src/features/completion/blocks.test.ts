import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../document/parse';
import { analyze, at, labels, taken } from '../../../../test/support/completion';

const snippets = { snippets: true };

describe('a key with its block', () => {
  it('brings what is required and what nobody leaves out', () => {
    const start = 'applications:\n  - import_path: model\n    args:\n      ';
    expect(taken(`${start}device_g‸`, 'device_group', snippets)).toBe(
      `${start}device_group:\n        name: \n        ranks: 1\n        device_type: cuda`,
    );
    expect(taken(`${start}device_m‸`, 'device_mesh', snippets)).toBe(
      `${start}device_mesh:\n        device_type: cuda\n        dp_size: 1`,
    );
    const whole = taken('applications:\n  - import_path: model\n    ar‸', 'args', snippets);
    expect(whole).toContain('\n      backend: transformers\n');
    expect(whole).toContain('\n      device_group:\n        name: ');
    expect(parseDocument(whole).problems).toEqual([]);
  });

  it('follows the kind of the application', () => {
    const args = (kind: string) =>
      taken(`applications:\n  - import_path: ${kind}\n    ar‸`, 'args', snippets);
    expect(args('server')).toContain('\n      supported_models:\n        - Qwen');
    expect(args('processor')).toContain('device_type: CPU');
    expect(args('sampler')).toContain('sampler_type: vllm');
  });

  it('follows what the nodes have', () => {
    const args = (nodes: string) =>
      taken('applications:\n  - import_path: model\n    ar‸', 'args', {
        ...snippets,
        cluster: `nodes:\n  - name: head\n    ${nodes}\n`,
      });
    expect(args('gpus: []')).toMatch(/backend: mock\n[\s\S]*device_type: CPU/);
    expect(args('npus: [0]')).toMatch(/backend: transformers\n[\s\S]*device_type: npu/);
    expect(args('cpus: 8')).toMatch(/backend: transformers\n[\s\S]*device_type: cuda/);
  });

  it('is there for clients that take snippets only', () => {
    const text = 'applications:\n  - import_path: model\n    args:\n      device_g‸';
    const [plain] = at(text).filter(({ label }) => label === 'device_group');
    expect(plain?.insertTextFormat).toBeUndefined();
    expect(JSON.stringify(plain?.textEdit)).not.toContain('$');
    const [rich] = at(text, snippets).filter(({ label }) => label === 'device_group');
    expect(rich?.insertTextFormat).toBe(2);
    expect(JSON.stringify(rich?.textEdit)).toContain('${2:1}');
  });

  it('keeps to the column of a deployment', () => {
    const text = 'applications:\n  - import_path: model\n    dep‸';
    expect(taken(text, 'deployments', snippets)).toContain(
      '\n    deployments:\n      - max_ongoing_requests: 16\n        autoscaling_config:\n          min_replicas: 1',
    );
  });
});

describe('a list that people write on one line', () => {
  const node = 'nodes:\n  - name: head\n    ';
  const mesh = 'applications:\n  - import_path: model\n    args:\n      device_mesh:\n        ';
  /** The line of the key after it was taken, with the cursor where the snippet has it. */
  const line = (marked: string, label: string, isCluster = false, options = snippets) => {
    const item = at(marked, { ...options, isCluster }).find(each => each.label === label);
    return (item?.textEdit as { newText: string } | undefined)?.newText.replace(/\$[01]/, '‸');
  };

  it.each([
    [`${node}gp‸`, 'gpus', true, 'gpus: [‸]'],
    [`${node}np‸`, 'npus', true, 'npus: [‸]'],
    ['nodes:\n  - {name: head, ‸}', 'gpus', true, 'gpus: [‸]'],
    ['nodes:\n  - {‸ name: head}', 'gpus', true, 'gpus: [‸],'],
    [`${mesh}mesh_dim_names: [dp]\n        mes‸`, 'mesh', false, 'mesh: [‸]'],
    // A number is usual here.
    [`${mesh.replace('device_mesh', 'device_group')}ra‸`, 'ranks', false, 'ranks: '],
  ])('has the cursor in its brackets: %j', (marked, label, isCluster, expected) => {
    expect(line(marked, label, isCluster)).toBe(expected);
  });

  it('is sound as it is typed, and begins without brackets for a client that takes no snippets', () => {
    const text = `cluster_name: lab\n${node}${line(`${node}gp‸`, 'gpus', true)?.replace('‸', '0, 1') ?? ''}\n`;
    expect(analyze(text, { isCluster: true }).findings).toEqual([]);
    expect(line(`${node}gp‸`, 'gpus', true, { snippets: false })).toBe('gpus: ');
  });

  it('has the place of its items inside of the brackets in a block, too', () => {
    const [item] = at('nod‸', { ...snippets, isCluster: true }).filter(({ label }) => label === 'nodes');
    expect(JSON.stringify(item?.textEdit)).toMatch(/gpus: \[\$\{\d:0\}\]/);
  });
});

describe('a key above lines that stand deeper', () => {
  const below = '      backend: mock\n';

  it('takes them as they are', () => {
    const text = `applications:\n  - import_path: model\n    ar‸\n${below}`;
    expect(taken(text, 'args', snippets)).toBe(`applications:\n  - import_path: model\n    args:\n${below}`);
    expect(labels(text)).not.toContain('name');
  });

  it('is not offered where they belong to the key above', () => {
    expect(labels(`applications:\n  - import_path: model\n    args:\n    ‸\n${below}`)).toEqual([]);
  });
});

describe('whole applications', () => {
  const cluster = 'nodes:\n  - name: head\n    gpus: [0, 1, 2, 3]\n  - name: two\n    gpus: [4, 5]\n';

  it('are found sound by the server itself', () => {
    const before = 'applications:\n  - ‸\n';
    for (const { label } of at(before, { cluster }).filter(({ kind }) => kind === 15)) {
      const text = taken(before, label, { cluster });
      const { findings, document } = analyze(text, { cluster });
      expect(document.problems, text).toEqual([]);
      expect(
        findings.filter(({ stage }) => stage === 'load' || stage === 'replica').map(({ code }) => code),
        text,
      ).toEqual([]);
    }
  });

  it('take a node each where nodes are known, and halves elsewhere', () => {
    const pair = 'model and sampler for 6 GPUs';
    const text = taken('applications:\n  - ‸', pair, { cluster, snippets: true });
    expect(text).toMatch(/import_path: model[\s\S]*ranks: 4[\s\S]*import_path: sampler[\s\S]*ranks: 2/);
    expect(text).toContain('\n  - name: sampler\n');
    expect(labels('applications:\n  -‸')).toContain('model and sampler for 8 GPUs');
  });

  it('are for both where there is a node for each', () => {
    const pairs = (nodes: string) =>
      labels('applications:\n  - ‸', { cluster: `nodes:\n${nodes}` }).filter(each => each.includes(' and '));
    const one = '  - name: a\n    gpus: [0, 1]\n';
    expect(pairs(`${one}  - name: b\n    gpus: []\n`)).toEqual([]);
    expect(pairs(`${one}  - name: b\n    gpus: [2]\n`)).toEqual(['model and sampler for 3 GPUs']);
  });

  it('are not offered in another column than the item below', () => {
    const items = (mark: string) => labels(`applications:\n  ${mark}\n- name: x\n  import_path: model\n`);
    expect(items('m‸')).not.toContain('processor');
    expect(labels('applications:\n  m‸\n\n# more\nray_namespace: x\n')).toContain('processor');
  });

  it('take the name of a model that the gateway offers', () => {
    const text = 'applications:\n  - import_path: server\n    args:\n      supported_models: [Q/a]\n  - ‸';
    expect(taken(text, 'model')).toContain('route_prefix: /api/v1/model/Q/a\n');
  });

  it('bring their dash where it lacks', () => {
    expect(taken('applications:\n  ‸', 'processor')).toMatch(
      /^applications:\n {2}- name: processor\n {4}route_prefix/,
    );
    const behind = 'applications:\n  - name: x\n    import_path: model\n  ‸\n';
    const text = taken(behind, 'processor');
    expect(parseDocument(text).problems).toEqual([]);
    expect(text).toContain('\n  - name: processor\n');
    expect(labels('applications:\n  - args:\n  ‸\n      backend: mock')).not.toContain('processor');
    expect(labels(behind.replace('\n  ‸', '\n   ‸'))).not.toContain('processor');
  });

  it('are not offered within an application', () => {
    expect(labels('applications:\n  - name: x\n    ‸')).not.toContain('processor');
    expect(labels('applications:\n  - args:\n      supported_models:\n        - ‸')).not.toContain(
      'processor',
    );
  });
});

describe('did you mean', () => {
  it('finds what an editor would drop', () => {
    const text = 'applications:\n  - import_path: model\n    args:\n      device_mesh:\n        size_dp‸';
    const item = at(text).find(({ label }) => label === 'dp_size');
    expect(item?.filterText).toBe('size_dp');
    const other = at(text).find(({ label }) => label === 'vpp_size');
    expect(other?.filterText).toBeUndefined();
  });
});
