import { expect, it } from 'vitest';
import { backends, samplerTypes, trainModes } from '../../config/engines';
import type { ApplicationKind } from '../../protocol';
import { clusterTable, fieldAt, fieldsOf, fieldTable } from './table';

const table = fieldTable('0.5.1');
const keys = (path: (string | number)[], context = {}): string[] =>
  fieldsOf(table, path, context).map(({ key }) => key);

it('knows the keys of mappings, also inside lists', () => {
  expect(keys([])).toContain('applications');
  expect(keys(['http_options'])).toEqual(['host', 'port']);
  expect(keys(['applications', 3])).toContain('import_path');
  expect(keys(['applications', 0, 'deployments', 0, 'ray_actor_options'])).toContain('num_cpus');
  expect(keys(['nonsense'])).toEqual([]);
});

it('tells arguments by the kind of application', () => {
  const path = ['applications', 0, 'args'];
  expect(keys(path, { kind: 'model' })).toContain('backend');
  expect(keys(path, { kind: 'sampler' })).not.toContain('backend');
  expect(keys(path)).toEqual(expect.arrayContaining(['backend', 'sampler_type', 'supported_models']));
});

it('tells the sizes of a mesh from the form with an array', () => {
  const path = ['applications', 0, 'args', 'device_mesh'];
  expect(keys(path, { kind: 'model', form: 'sizes' })).not.toContain('mesh');
  expect(keys(path, { kind: 'model', form: 'array' })).not.toContain('dp_size');
  expect(keys(path, { kind: 'processor' })).toEqual(expect.arrayContaining(['dp_size', 'mesh_dim_names']));
});

it('has the words of the configuration that others read', () => {
  const words = (kind: ApplicationKind, key: string) =>
    fieldAt(table, ['applications', 0, 'args', key], { kind })?.values;
  expect(words('model', 'backend')).toEqual(backends);
  expect(words('model', 'train_mode')).toEqual(trainModes);
  expect(words('sampler', 'sampler_type')).toEqual(samplerTypes);
});

it('describes a field', () => {
  const path = ['applications', 0, 'args', 'queue_config', 'window_seconds'];
  expect(fieldAt(table, path, { kind: 'model' })).toMatchObject({
    pattern: 'applications[*].args.queue_config.window_seconds',
    typeText: 'number',
    default: 1,
    unit: 's',
    required: false,
    noEffect: false,
  });
  expect(fieldAt(table, ['applications', 0, 'args', 'backend'], { kind: 'model' })).toMatchObject({
    values: ['mock', 'transformers', 'megatron'],
    required: true,
    typeText: '"mock" | "transformers" | "megatron"',
  });
  expect(fieldAt(table, ['task_queue'])?.noEffect).toBe(true);
  expect(fieldAt(table, ['applications', 0])).toBeUndefined();
});

it('leaves out what came later, and says where it is not exact', () => {
  const path = ['applications', 0, 'args', 'train_mode'];
  expect(fieldAt(fieldTable('0.5.1'), path, { kind: 'model' })?.since).toBe('0.5.1');
  expect(fieldAt(fieldTable('0.5.0'), path, { kind: 'model' })).toBeUndefined();
  const exact = ['0.2.1', '0.4.0', '0.5.1', '0.6.0'].map(version => fieldTable(version).exact);
  expect(exact).toEqual([false, true, true, false]);
});

it('describes every field', () => {
  const silent: string[] = [];
  const visit = (
    fields: readonly { pattern: string; description: string; children: readonly never[] }[],
  ): void => {
    for (const field of fields) {
      if (field.description === '') silent.push(field.pattern);
      visit(field.children);
    }
  };
  visit(fieldsOf(table, []) as never);
  visit(fieldsOf(clusterTable(), []) as never);
  for (const kind of ['server', 'model', 'sampler', 'processor'] as const)
    visit(fieldsOf(table, ['applications', 0, 'args'], { kind }) as never);
  expect(silent).toEqual([]);
});

it('knows the cluster file', () => {
  const names = fieldsOf(clusterTable(), ['nodes', 0]).map(({ key }) => key);
  expect(names).toEqual(['name', 'host', 'gpus', 'npus', 'cpus', 'python', 'env']);
  expect(fieldAt(clusterTable(), ['ray', 'port'])?.default).toBe(6379);
});
