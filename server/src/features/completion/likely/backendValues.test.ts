import { describe, expect, it } from 'vitest';
import { at, labels } from '../../../../../test/support/completion';

const gpus = 'nodes:\n  - name: head\n    gpus: [0, 1]\n';
const npus = 'nodes:\n  - name: head\n    npus: [0, 1]\n';
const none = 'nodes:\n  - name: head\n    gpus: []\n';
const counted = 'nodes:\n  - name: head\n';
const model = (rest: string, others = '') =>
  `applications:\n${others}  - import_path: model\n    args:\n      ${rest.replaceAll('\n', '\n      ')}`;
const other = (args: string) => `  - import_path: model\n    args: {${args}}\n`;
const schemaOrder = ['mock', 'transformers', 'megatron'];

describe('backends', () => {
  it.each<[string, string, string | undefined, string[]]>([
    ['of unknown nodes', model('backend: ‸'), undefined, schemaOrder],
    ['of nodes that Ray counts', model('backend: ‸'), counted, schemaOrder],
    ['of nodes with GPUs', model('backend: ‸'), gpus, ['transformers', 'megatron', 'mock']],
    ['of nodes with NPUs', model('backend: ‸'), npus, ['transformers', 'megatron', 'mock']],
    ['of nodes without', model('backend: ‸'), none, schemaOrder],
    [
      'for a group of GPUs',
      model('device_group: {device_type: cuda}\nbackend: ‸'),
      undefined,
      ['transformers', 'megatron', 'mock'],
    ],
    ['for a group of CPUs', model('device_group: {device_type: cpu}\nbackend: ‸'), gpus, schemaOrder],
    [
      'beside megatron',
      model('backend: ‸', other('backend: megatron')),
      undefined,
      ['megatron', 'transformers', 'mock'],
    ],
    [
      'beside a sampler',
      model('backend: ‸', '  - import_path: sampler\n    args: {sampler_type: vllm}\n'),
      undefined,
      ['transformers', 'megatron', 'mock'],
    ],
    ['beside mocks', model('backend: ‸', other('backend: mock')), undefined, schemaOrder],
    [
      'beside mocks on GPUs',
      model('backend: ‸', other('backend: mock')),
      gpus,
      ['transformers', 'megatron', 'mock'],
    ],
    [
      'for a mesh with tp_size',
      model('device_mesh: {tp_size: 2}\nbackend: ‸'),
      undefined,
      ['megatron', 'transformers', 'mock'],
    ],
    [
      'for a mesh with fsdp_size',
      model('device_mesh: {fsdp_size: 2}\nbackend: ‸', other('backend: megatron')),
      undefined,
      ['transformers', 'megatron', 'mock'],
    ],
    ['for an unknown size', model('device_mesh: {tp_size: "${n}"}\nbackend: ‸'), undefined, schemaOrder],
  ])('%s', (_, text, cluster, expected) => {
    expect(labels(text, cluster === undefined ? {} : { cluster })).toEqual(expected);
  });

  it('say why the first is first', () => {
    const reason = (text: string, cluster?: string) =>
      at(text, cluster === undefined ? {} : { cluster })[0]?.detail;
    expect(reason(model('backend: ‸'), gpus)).toBe('the nodes have GPUs');
    expect(reason(model('backend: ‸'), none)).toBe('the nodes have no GPU');
    expect(reason(model('backend: ‸', other('backend: megatron')))).toBe(
      'as another application of the file',
    );
    expect(reason(model('device_mesh: {pp_size: 2}\nbackend: ‸'))).toBe('the mesh has pp_size');
    expect(reason(model('backend: ‸'))).toBeUndefined();
  });
});

it('samplers likewise, with what no longer exists last', () => {
  const sampler = 'applications:\n  - import_path: sampler\n    args:\n      sampler_type: ‸';
  expect(labels(sampler)).toEqual(['mock', 'vllm', 'torch']);
  expect(labels(sampler, { cluster: gpus })).toEqual(['vllm', 'mock', 'torch']);
});

describe('device types', () => {
  const group = (kind: string) =>
    `applications:\n  - import_path: ${kind}\n    args:\n      device_group:\n        device_type: ‸`;

  it('are those of the nodes, and CPUs for a processor', () => {
    expect(labels(group('model'), { cluster: gpus })[0]).toBe('cuda');
    expect(labels(group('model'), { cluster: npus }).slice(0, 2)).toEqual(['NPU', 'cuda']);
    expect(labels(group('model'), { cluster: none })[0]).toBe('CPU');
    expect(labels(group('processor'), { cluster: gpus })[0]).toBe('CPU');
  });

  it('of a mesh are that of the group', () => {
    expect(labels(model('device_group: {device_type: GPU}\ndevice_mesh:\n  device_type: ‸'))[0]).toBe('GPU');
  });
});
