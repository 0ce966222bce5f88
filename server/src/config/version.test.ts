import { describe, expect, it } from 'vitest';
import { parseDocument } from '../document/parse';
import { atLeast, newestVersion, countingVersion } from './version';

const counts = (text: string, facts = {}) => countingVersion(facts, parseDocument(text).root);

describe('atLeast', () => {
  it.each<[string, string, boolean]>([
    ['0.5.1', '0.5.0', true],
    ['0.5.0', '0.5.0', true],
    ['0.10.0', '0.9', true],
    ['0.4.0', '0.5', false],
    ['0.5.1.dev0', '0.5.1', true],
  ])('%s ≥ %s is %s', (version, least, expected) => {
    expect(atLeast(version, least)).toBe(expected);
  });
});

describe('countingVersion', () => {
  const old = 'applications: [{import_path: model, args: {use_megatron: true}}]';

  it('is the setting before the installed package before the markers before the newest', () => {
    expect(counts(old, { versionSetting: '0.4.0', twinkleVersion: '0.5.1' })).toEqual({
      version: '0.4.0',
      reason: 'setting',
    });
    expect(counts(old, { twinkleVersion: '0.5.1' })).toEqual({ version: '0.5.1', reason: 'installed' });
    expect(counts(old)).toEqual({ version: '0.3.0', reason: 'file' });
    expect(counts('server_type: tinker\napplications: []')).toEqual({ version: '0.1.3', reason: 'file' });
    expect(counts('applications: []')).toEqual({ version: newestVersion, reason: 'newest' });
  });

  it.each([
    'server_type: x\napplications: [{args: {backend: mock}}]',
    'server_type: x\ntelemetry: {}\napplications: []',
    'persistence: {}\napplications: [{args: {use_megatron: true}}]',
    'server_type: x\napplications: [{args: {train_mode: lora}}]',
    'server_type: x\napplications: [{import_path: data_plane}]',
    'server_type: x\napplications: [{args: {sampler_type: vllm_async}}]',
    'server_type: x\napplications: [{args: {queue_config: {inline_fast_path_timeout: 1}}}]',
  ])('takes a file with a newer field for a newer one, whatever else is in it: %j', text => {
    expect(counts(text)).toEqual({ version: newestVersion, reason: 'newest' });
  });

  it('does not take for newer what constructors took before', () => {
    const text = 'server_type: x\napplications: [{args: {max_r: 8, device_group: {visible_devices: 0}}}]';
    expect(counts(text).version).toBe('0.1.3');
  });
});
