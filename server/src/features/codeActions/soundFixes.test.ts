import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../document/edits/applyEdits';
import { Trial } from '../../document/edits/trial';
import type { Finding } from '../../document/tree/finding';
import { english, text, type Text } from '../../text/text';
import { createAnalyzer } from '../../analysis/analysis';
import { certainEdits } from './certainEdits';
import { soundFixes } from './soundFixes';

function analyze(source: string) {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  return analyzer.config({ uri: 'file:///server_config.yaml', text: source }, {});
}

/** Titles of all fixes, and of those that are offered. */
function titles(source: string): { all: string[]; offered: string[] } {
  const analysis = analyze(source);
  expect(analysis.document.problems).toEqual([]);
  const told = ({ title }: { readonly title: Text }) => english(title);
  return {
    all: analysis.findings.flatMap(({ fixes }) => fixes?.() ?? []).map(told),
    offered: analysis.findings.flatMap(soundFixes(analysis)).map(told),
  };
}

describe('a fix after which the text would not be read is not offered', () => {
  it('the only key before the end of the document', () => {
    expect(titles('namel:\n...\n')).toEqual({ all: ["Remove 'namel'"], offered: [] });
  });

  it('a key before a comma on the next line', () => {
    expect(titles('http_options: { hostx # c\n  , port: 8000 }\n')).toEqual({
      all: ["Rename to 'host'", "Remove 'hostx'"],
      offered: ["Rename to 'host'"],
    });
  });
});

describe('all certain fixes together', () => {
  /** A finding whose one fix puts a text in the place of a part of `a: 1\nb: 2\n`. */
  const fixing = (start: number, end: number, newText: string): Finding => ({
    code: 'unknown-key',
    stage: 'load',
    severity: 'error',
    message: text('wrong'),
    span: { start, end },
    path: [],
    fixes: () => [{ title: text('Fix'), edits: [{ span: { start, end }, newText }], preferred: true }],
  });

  it('are those that leave a text that is read', () => {
    const { document } = analyze('a: 1\nb: 2\n');
    const edits = certainEdits({ document, findings: [fixing(3, 4, '['), fixing(8, 9, '3')] });
    expect(applyEdits(document.text, edits)).toBe('a: 1\nb: 3\n');
  });

  it('leave out the one that breaks the text with those before it, though not alone', () => {
    const { document } = analyze('a: 1\nb: 2\n');
    const edits = certainEdits({ document, findings: [fixing(0, 1, 'c'), fixing(5, 6, 'c')] });
    expect(applyEdits(document.text, edits)).toBe('c: 1\nb: 2\n');
  });

  it('are none where others have used up the time to try them', () => {
    const { document } = analyze(`a: 1\nb: 2\n${`# ${'x'.repeat(98)}\n`.repeat(250)}c: &c 1\nd: *c\n`);
    const trial = new Trial(document);
    const wanted = { document, findings: [fixing(3, 4, '['), fixing(8, 9, '3')] };
    const all = (): string[] => certainEdits(wanted, () => true, trial).map(({ newText }) => newText);
    expect([trial.isFresh, all()]).toEqual([true, ['3']]);
    expect([trial.isFresh, all()]).toEqual([false, []]);
  });
});

it('offers no fix whose edits want different things at one place, and makes no edit twice', () => {
  const analysis = analyze('proxy_location: HeadOnly\n');
  const edit = (newText: string) => ({ span: { start: 16, end: 24 }, newText });
  const finding = (...edits: ReturnType<typeof edit>[]): Finding => ({
    code: 'x',
    stage: 'load',
    severity: 'error',
    message: text('x'),
    span: { start: 0, end: 1 },
    path: [],
    fixes: () => [{ title: text('x'), edits, preferred: true }],
  });
  const once = [edit('Disabled')];
  const fixes = soundFixes(analysis);
  expect(fixes(finding(edit('Disabled'), edit('Disabled')))[0]?.edits).toEqual(once);
  expect(fixes(finding(edit('Disabled'), edit('EveryNode')))).toEqual([]);
  const twice = { ...analysis, findings: [finding(edit('Disabled'), edit('Disabled'))] };
  expect(certainEdits(twice)).toEqual(once);
});
