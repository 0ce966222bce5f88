/**
 * The cases of each rule and check: `rules/<code>/err` has findings of that code, `rules/<code>/ok` has none, and both
 * show every finding as a mark in the text (marks.ts). `rules/<code>/fixed` holds what each fix makes of an `err` case.
 * UPDATE_GOLDEN=1 writes marks and fixed texts anew; look at the difference before you commit it.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../server/src/document/tree/finding';
import { soundFixes } from '../../server/src/features/codeActions/soundFixes';
import { english } from '../../server/src/text/text';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import { checkParts, partsOf, type CheckedPart } from './checkText';
import { withMarks, withoutMarks } from './marks';

const here = import.meta.dirname;
const update = process.env['UPDATE_GOLDEN'] === '1';

/** The parts of a marked text as they are, and the text with the marks that they should have. */
function check(marked: string): { parts: CheckedPart[]; shown: string } {
  const parts = checkParts(partsOf(withoutMarks(marked)));
  return { parts, shown: show(parts) };
}

function show(parts: readonly CheckedPart[]): string {
  return parts.map(part => part.head + withMarks(part.text, part.findings)).join('');
}

function expectGolden(path: string, actual: string): void {
  if (update) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}

const cases = (kind: 'err' | 'ok') => globSync(`rules/*/${kind}/*.yaml`, { cwd: here }).sort();
const codeOf = (file: string) => file.split('/')[1] ?? '';

describe('err', () => {
  it.each(cases('err'))('%s', file => {
    const path = join(here, file);
    const { parts, shown } = check(readFileSync(path, 'utf8'));
    expectGolden(path, shown);
    expect(parts.flatMap(part => part.findings.map(finding => finding.code))).toContain(codeOf(file));
  });
});

describe('ok', () => {
  it.each(cases('ok'))('%s', file => {
    const path = join(here, file);
    const { parts, shown } = check(readFileSync(path, 'utf8'));
    expectGolden(path, shown);
    expect(parts.flatMap(part => part.findings.map(finding => finding.code))).not.toContain(codeOf(file));
  });
});

describe('fixed', () => {
  it.each(cases('err'))('each fix of %s', file => {
    const folder = join(here, 'rules', codeOf(file), 'fixed');
    const name = basename(file, '.yaml');
    const { parts } = check(readFileSync(join(here, file), 'utf8'));
    const made = parts.flatMap((part, index) => {
      const fixesOf = soundFixes(part.analysis);
      return part.analysis.findings.flatMap(finding => {
        const all = finding.fixes?.() ?? [];
        expect(fixesOf(finding), `a fix of ${finding.code} is not offered, as it breaks the text`).toEqual(all);
        return all.map(fix => ({ fix, finding, index, after: applied(parts, index, fix) }));
      });
    });
    const old = globSync(`${name}.*.yaml`, { cwd: folder });
    if (update) for (const each of old) rmSync(join(folder, each));
    else expect(old.sort()).toEqual(made.map((_, number) => `${name}.${number + 1}.yaml`).sort());
    for (const [number, { fix, finding, index, after }] of made.entries()) {
      const title = `# ${english(fix.title)}${fix.preferred ? ' (preferred)' : ''}\n`;
      expectGolden(join(folder, `${name}.${number + 1}.yaml`), title + show(after));
      const left = after[index]?.analysis.findings ?? [];
      // What the reader finds has no path; its words name it.
      const placeOf = ({ path, message }: typeof finding) => (path.length > 0 ? path.join() : english(message));
      const sameFinding = left.filter(
        each => each.code === finding.code && placeOf(each) === placeOf(finding),
      );
      expect(sameFinding, `${title} leaves its finding`).toEqual([]);
      const broken = (findings: typeof left) => findings.filter(({ code }) => code.startsWith('yaml-')).length;
      expect(broken(left), `${title} breaks the text`).toBeLessThanOrEqual(broken(parts[index]?.analysis.findings ?? []));
    }
  });
});

/** All parts again, after a fix of one. */
function applied(parts: readonly CheckedPart[], index: number, fix: Fix): CheckedPart[] {
  return checkParts(
    parts.map((part, each) => ({
      name: part.name,
      head: part.head,
      text: each === index ? applyEdits(part.text, fix.edits) : part.text,
    })),
  );
}

it('finds the cases', () => {
  expect(cases('err').length).toBeGreaterThan(0);
  expect(cases('ok').length).toBeGreaterThan(0);
});
