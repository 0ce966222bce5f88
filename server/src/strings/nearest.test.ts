import { expect, it } from 'vitest';
import { clearlyNearest, nearestNames } from './nearest';

const sizes = ['dp_size', 'fsdp_size', 'tp_size', 'pp_size', 'cp_size', 'ep_size', 'world_size'];

it.each([
  ['max_lora', ['max_loras', 'max_length'], 'max_loras'],
  ['backned', ['backend', 'model_id'], 'backend'],
  ['maxLoras', ['max_loras', 'max_length'], 'max_loras'],
  ['Route-Prefix', ['route_prefix', 'name'], 'route_prefix'],
  ['size_dp', sizes, 'dp_size'],
  ['fsdp', sizes, 'fsdp_size'],
  ['queue', ['queue_config', 'model_id'], 'queue_config'],
])('%s is clearly meant to be one name', (word, names, expected) => {
  expect(clearlyNearest(word, names)).toBe(expected);
});

it('does not choose among names that are equally near', () => {
  expect(clearlyNearest('sp_size', sizes)).toBeUndefined();
  expect(nearestNames('sp_size', sizes).map(({ name }) => name)).toContain('dp_size');
});

it('finds nothing near a word of another kind', () => {
  expect(nearestNames('use_megatron', ['model_id', 'backend', 'max_length'])).toEqual([]);
  expect(nearestNames('', sizes)).toEqual([]);
  expect(nearestNames('x', ['name', 'args'])).toEqual([]);
});

it('counts an exchange of two letters as one edit', () => {
  expect(nearestNames('prot', ['port'])).toEqual([{ name: 'port', distance: 1 }]);
});

it('finds nothing for a very long word', () => {
  expect(nearestNames('x'.repeat(1_000_000), sizes)).toEqual([]);
});
