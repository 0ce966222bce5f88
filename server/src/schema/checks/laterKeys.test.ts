import { expect, it } from 'vitest';
import { readServerConfig } from '../../config/readServerConfig';
import { parseDocument } from '../../document/parse';
import { english } from '../../text/text';
import { fieldTable } from '../table/table';
import { validateServerConfig } from './validate';

function told(text: string, version: string): string[] {
  const document = parseDocument(text);
  return validateServerConfig(document, readServerConfig(document), fieldTable(version)).map(
    ({ message, stage, severity }) => `${stage} ${severity} ${english(message)}`,
  );
}

const model = (...lines: string[]): string =>
  `applications:
  - name: m
    import_path: model
    args:
      model_id: a/b
      backend: transformers
      device_mesh: { dp_size: 1 }
      ${lines.join('\n      ')}
`;
const group = 'device_group: { name: m, ranks: 1, device_type: cuda }';

it('tells from which release on a key is known, where the one that counts is older', () => {
  const text = model(group, 'train_mode: full');
  expect(told(text, '0.5.1')).toEqual([]);
  for (const version of ['0.4.0', '0.5.0'])
    expect(told(text, version)).toEqual([
      `load error 'train_mode' requires twinkle-kit 0.5.1 or later; this file is checked against ${version}.`,
    ]);
});

it('does so for what constructors take', () => {
  const text = model('device_group: { name: m, ranks: 1, device_type: cuda, visible_devices: [0] }');
  expect(told(text, '0.5.0')).toEqual([]);
  expect(told(text, '0.4.0')).toEqual([
    "replica error 'visible_devices' requires twinkle-kit 0.5.0 or later; this file is checked against 0.4.0.",
  ]);
});

it('tells keys and values that no release knows yet', () => {
  expect(told(model(group, 'hybrid: {}', 'queue_config: { inline_fast_path_timeout: 1 }'), '0.5.1')).toEqual([
    "load error 'hybrid' exists only in the unreleased main of twinkle-kit; this file is checked against 0.5.1.",
    "load error 'inline_fast_path_timeout' exists only in the unreleased main of twinkle-kit; this file is checked against 0.5.1.",
  ]);
  expect(told('applications: [{ name: d, import_path: data_plane, args: {} }]', '0.5.1')).toEqual([
    "load error 'import_path: data_plane' exists only in the unreleased main of twinkle-kit; this file is checked against 0.5.1.",
  ]);
});

it.each([
  'mixed_precision: bf16',
  'max_r: 64',
  'strategy: native_fsdp',
  'fsdp_config: {}',
  'memory_efficient_init: true',
])('takes %s of a model with a backend for one of main, and offers nothing that takes it out', line => {
  const document = parseDocument(model(group, line));
  const [found, ...others] = validateServerConfig(document, readServerConfig(document), fieldTable('0.5.1'));
  expect(others).toEqual([]);
  expect(found && english(found.message)).toContain('exists only in the unreleased main of twinkle-kit');
  expect(found?.fixes?.() ?? []).toEqual([]);
});

it('does so for values', () => {
  for (const line of ['train_mode: hybrid', 'train_mode: "hybrid"'])
    expect(told(model(group, line), '0.5.1')).toEqual([
      "load error 'train_mode: hybrid' exists only in the unreleased main of twinkle-kit; this file is checked against 0.5.1.",
    ]);
});

it('leaves the same words alone where they mean nothing', () => {
  expect(told('hybrid: 1', '0.5.1')[0]).toContain("Unknown key 'hybrid'");
  expect(told('applications: [{ name: s, import_path: server, args: { hybrid: 1 } }]', '0.5.1')[0]).toContain(
    "Unknown key 'hybrid'",
  );
});
