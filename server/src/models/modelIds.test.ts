import { expect, it } from 'vitest';
import { isOtherModel } from './modelIds';

it.each([
  ['ms://Qwen/Qwen3-4B', 'Qwen/Qwen3-8B'],
  ['Qwen/Qwen3-4B', 'Qwen/Qwen3-4B-Base'],
])('%s and %s are different models', (one, other) => {
  expect(isOtherModel(one, other)).toBe(true);
});

it.each([
  ['ms://Qwen/Qwen3-4B', 'hf://Qwen/Qwen3-4B'],
  ['Qwen/Qwen3-4B', 'mirror/qwen3-4b'],
  ['Qwen/Qwen3-4B', 'Qwen/Qwen3-4B-FP8'],
  ['Qwen/Qwen3-30B-A3B', 'Qwen/Qwen3-30B-A3B-GPTQ-Int4'],
  ['Qwen/Qwen3-4B', '/models/any'],
  ['Qwen/Qwen3-4B', './any'],
  ['Qwen/Qwen3-4B', '~/any'],
  ['Qwen/Qwen3-4B', 'alias'],
  ['Qwen/Qwen3-4B', '/models/owner/any'],
])('%s and %s may be one', (one, other) => {
  expect(isOtherModel(one, other)).toBe(false);
});
