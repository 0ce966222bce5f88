import { describe, expect, it } from 'vitest';
import { analyze, at, labels, taken } from '../../../../../test/support/completion';

const twoNodes =
  'nodes:\n  - name: head\n    gpus: [0, 1, 2, 3]\n  - name: two\n    gpus: [4, 5]\n  - name: cpu\n    gpus: []\n';
const oneNode = 'nodes:\n  - name: head\n    gpus: [0, 1]\n  - name: cpu\n    gpus: []\n';
const npus =
  'nodes:\n  - name: head\n    npus: [0, 1]\n  - name: two\n    npus: [2]\n  - name: cpu\n    gpus: []\n    npus: []\n';
const none = 'nodes:\n  - name: head\n    gpus: []\n';
const whole = (marked: string, options = {}) =>
  at(marked, options)
    .filter(({ kind }) => kind === 15)
    .map(({ label }) => label);

describe('an empty file', () => {
  it.each(['‸', '# a comment\n\n‸\n', '---\n‸', '\ufeff‸', 'whole‸\n'])(
    'has whole files before all else: %j',
    marked => {
      expect(labels(marked).slice(0, 2)).toEqual(['whole file for GPUs', 'whole file without GPUs']);
      expect(labels(marked)[2]).toBe('applications');
      expect(labels(marked, { isCluster: true }).slice(0, 3)).toEqual([
        'whole file for GPUs',
        'whole file without GPUs',
        'nodes',
      ]);
    },
  );

  it.each(['a: 1\n‸', '‸\na: 1', '  ‸', '- ‸', '{‸}', '"‸"', 'a: ‸', '# ‸', '‸: 1'])('is not %j', marked => {
    expect(labels(marked).filter(label => label.startsWith('whole'))).toEqual([]);
  });

  it.each([
    ['unknown nodes', undefined, 'whole file for GPUs'],
    ['two nodes with GPUs', twoNodes, 'whole file for GPUs'],
    ['one node with GPUs', oneNode, 'whole file for GPUs'],
    ['NPUs', npus, 'whole file for NPUs'],
    ['no devices', none, 'whole file without GPUs'],
  ])('gets first what is right for %s', (_, cluster, label) => {
    const options = { snippets: true, ...(cluster !== undefined && { cluster }) };
    expect(labels('‸', options)[0]).toBe(label);
    const text = taken('‸', label, options);
    const { findings } = analyze(text, options);
    expect(
      findings.map(({ code }) => code),
      text,
    ).toEqual([]);
  });

  it.each(['whole file for GPUs', 'whole file without GPUs'])('of the cluster is right with %s', label => {
    const text = taken('‸', label, { isCluster: true, snippets: true });
    expect(
      analyze(text, { isCluster: true }).findings.map(({ code }) => code),
      text,
    ).toEqual([]);
  });
});

describe('the list', () => {
  it.each([
    ['‸', {}],
    ['‸', { isCluster: true }],
    ['nodes:\n  - ‸', { isCluster: true }],
    ['applications:\n  - ‸', {}],
    ['applications:\n  - ‸', { cluster: twoNodes }],
  ])('has room for the label of a whole block and what is behind it: %j, %j', (marked, options) => {
    const blocks = at(marked, options).filter(({ kind, label }) => kind === 15 && label.includes(' '));
    expect(blocks).not.toEqual([]);
    // A list as wide as usual has room for 46 characters. What is behind the label is smaller, after a gap of 3.
    for (const { label, detail = '' } of blocks)
      expect(label.length + 3 + detail.length * 0.85, `${label} | ${detail}`).toBeLessThan(46);
  });
});

describe('whole applications', () => {
  const start = 'applications:\n  - ';

  it('are there once for each kind, and nowhere but among the applications', () => {
    for (const cluster of [twoNodes, none]) {
      const kinds = whole(`${start}‸`, { cluster }).filter(label => !label.includes(' '));
      expect(kinds.sort()).toEqual(['model', 'processor', 'sampler', 'server']);
    }
    expect(whole('a: 1\n‸')).toEqual([]);
    expect(whole(`${start}import_path: ‸`)).toEqual([]);
    expect(whole(`${start}import_path: model\n    args:\n      ‸`)).toEqual([]);
  });

  it('are mocks where the nodes have no devices', () => {
    const text = taken(`${start}‸`, 'model', { cluster: none, snippets: true });
    expect(text).toMatch(/backend: mock[\s\S]*ranks: 1\n[\s\S]*device_type: CPU/);
    expect(analyze(text, { cluster: none }).findings).toEqual([]);
  });
});

describe('whole nodes', () => {
  const options = { isCluster: true, snippets: true };

  it('take devices that no other node has, and a free name', () => {
    const text = taken('nodes:\n  - name: head\n    gpus: [0, 1]\n  - ‸', 'node with GPUs', options);
    expect(text).toContain('  - name: sampler\n    host: local\n    gpus: [2, 3]');
    expect(taken('nodes:\n  ‸', 'node with NPUs', options)).toBe(
      'nodes:\n  - name: head\n    host: local\n    npus: [0, 1]',
    );
    expect(taken('nodes:\n  - ‸', 'node without GPUs', options)).toContain(
      '- name: cpu\n    host: local\n    gpus: []',
    );
  });

  it('are found sound, and offered among the nodes alone', () => {
    for (const label of whole('nodes:\n  - ‸', options)) {
      const text = taken('nodes:\n  - ‸\n', label, options);
      expect(
        analyze(text, options).findings.map(({ code }) => code),
        text,
      ).toEqual([]);
    }
    expect(whole('nodes:\n  - name: a\n    ‸', options)).toEqual([]);
    expect(whole('ray:\n  ‸', options)).toEqual([]);
  });
});
