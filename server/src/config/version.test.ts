import { describe, expect, it } from 'vitest';
import { parseDocument } from '../document/parse';
import { atLeast, newestVersion, versionThatCounts } from './version';

const counts = (text: string, facts = {}) => versionThatCounts(facts, parseDocument(text).root);

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

describe('versionThatCounts', () => {
  const old = 'applications: [{import_path: model, args: {use_megatron: true}}]';

  it('is the setting before the installed package before the markers before the newest', () => {
    expect(counts(old, { versionSetting: '0.4.0', twinkleVersion: '0.5.1' })).toBe('0.4.0');
    expect(counts(old, { twinkleVersion: '0.5.1' })).toBe('0.5.1');
    expect(counts(old)).toBe('0.3.0');
    expect(counts('server_type: tinker\napplications: []')).toBe('0.1.3');
    expect(counts('applications: []')).toBe(newestVersion);
  });

  it('takes `backend` for a newer file, whatever else is in it', () => {
    expect(counts('server_type: x\napplications: [{args: {backend: mock}}]')).toBe(newestVersion);
  });
});
