import { describe, expect, it } from 'vitest';
import type { CheckedFinding } from '../../../protocol';
import { excerpt, textReport } from './textReport';

const finding: CheckedFinding = {
  code: 'mesh-world-size',
  severity: 'error',
  stage: 'silent',
  message: 'does not fit',
  range: { start: { line: 1, character: 7 }, end: { line: 1, character: 8 } },
  path: ['ranks'],
  href: 'https://example.org',
};

describe('textReport', () => {
  it('prints place, severity, code, message, source line, caret and counts', () => {
    const checked = {
      path: 'a/b.yaml',
      twinkleVersion: '0.5.1',
      findings: [finding, { ...finding, severity: 'hint' as const }],
    };
    const report = textReport([{ checked, lines: ['a:', 'ranks: 8'] }], false);
    const block = (severity: string) =>
      `a/b.yaml:2:8 ${severity} mesh-world-size does not fit\n  ranks: 8\n         ^\n`;
    expect(report).toBe(`${block('error')}\n${block('hint')}\n1 file: 1 error, 1 hint\n`);
  });

  it('says so where there is nothing', () => {
    const clean = { checked: { path: 'x', twinkleVersion: '0.5.1', findings: [] }, lines: [] };
    expect(textReport([clean, clean], false)).toBe('2 files: no findings\n');
  });

  it('colors the severity when asked', () => {
    const checked = { path: 'x', twinkleVersion: '0.5.1', findings: [finding] };
    expect(textReport([{ checked, lines: [] }], true)).toContain('\u001b[31merror\u001b[39m');
  });
});

describe('excerpt', () => {
  it('keeps tabs and widens for wide characters', () => {
    expect(excerpt('\t键: 😀x', 4, 7)).toEqual({ shown: '\t键: 😀x', caret: '\t    ^^^' });
  });

  it('knows wide characters by their code: compatible ideographs are, those for private use are not', () => {
    expect(excerpt('\uf900\ue0b0x', 1, 3).caret).toBe('  ^^');
  });

  it('cuts a long line around the place', () => {
    const { shown, caret } = excerpt(`${'a'.repeat(500_000)}!${'b'.repeat(500_000)}`, 500_000, 500_001);
    expect(shown.length).toBeLessThan(130);
    expect(shown[caret.length - 1]).toBe('!');
    expect(shown.startsWith('…')).toBe(true);
    expect(shown.endsWith('…')).toBe(true);
  });

  it('does not print control characters', () => {
    expect(excerpt('a\u001b[31mb', 0, 1).shown).toBe('a\ufffd[31mb');
  });
});
