import { expect, it } from 'vitest';
import { createAnalyzer } from './analysis';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const told = (group: string, rules = {}) =>
  analyzer
    .config(
      {
        uri: 'file:///s',
        text: `applications:\n  - name: m\n    import_path: model\n    args:\n      backend: mock\n      model_id: m\n      device_mesh: {dp_size: 2}\n      device_group: {${group}}\n`,
      },
      { rules },
    )
    .findings.filter(({ code }) => code === 'unknown-key' || code === 'missing-field')
    .map(({ code, path, related }) => `${code} ${path.at(-1)} ${related?.length ?? 0}`);

it('a misspelled key speaks for the field that is missing for that reason', () => {
  expect(told('name: m, rank: 2, device_type: cuda')).toEqual(['unknown-key rank 1']);
  expect(told('device_type: cuda')).toEqual(['missing-field name 0', 'missing-field ranks 0']);
  expect(told('name: m, ranks: 2, rank: 2, device_type: cuda')).toEqual(['unknown-key rank 0']);
});

it('where nobody hears of the key, the missing field is reported', () => {
  expect(told('name: m, rank: 2, device_type: cuda', { 'unknown-key': 'off' })).toEqual([
    'missing-field ranks 0',
  ]);
});
