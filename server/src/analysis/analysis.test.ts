import { describe, expect, it } from 'vitest';
import type { FileRule, Rule, RuleFinding } from '../rules/engine/rule';
import { english, text } from '../text/text';
import { createAnalyzer, type ConfigAnalysis } from './analysis';

const span = { start: 0, end: 1 };
const rule = (id: string, checkFile: FileRule['checkFile']): Rule => ({
  id,
  stage: 'silent',
  severity: 'warning',
  reads: 'everything',
  checkFile,
});
const finding = { message: text('x'), span, path: [] };
const healthy = rule('healthy', () => [finding]);

describe('a rule that throws', () => {
  it('costs its own findings after the crash, and is reported once', () => {
    const broken = rule('broken', function* () {
      yield finding;
      throw new Error('the reason');
    });
    const logged: string[] = [];
    const analyzer = createAnalyzer(message => logged.push(message), [broken, healthy]);
    for (const name of ['a', 'b']) {
      const analysis = analyzer.config({ uri: `file:///${name}`, text: 'applications: []\n' }, {});
      expect(analysis.findings.map(({ code }) => code)).toEqual(['broken', 'healthy']);
    }
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/broken[\s\S]*the reason/);
  });
});

describe('findings', () => {
  it('are made once, and only when asked for', () => {
    let runs = 0;
    const counting = rule('counting', () => {
      runs += 1;
      return [];
    });
    const analysis = createAnalyzer(() => undefined, [counting]).config({ uri: 'file:///s', text: '' }, {});
    expect(runs).toBe(0);
    expect(analysis.findings).toBe(analysis.findings);
    expect(runs).toBe(1);
  });

  it('are not looked for again in applications of which nothing was said, also once a broken text is fixed', () => {
    const seen: (string | undefined)[] = [];
    const looking: Rule = {
      id: 'looking',
      stage: 'silent',
      severity: 'warning',
      reads: ['name'],
      checkApplication: ({ application }) => {
        seen.push(application.name?.value);
        return [];
      },
    };
    const analyzer = createAnalyzer(() => undefined, [looking]);
    const item = (name: string) =>
      `  - name: ${name}\n    route_prefix: /${name}\n    import_path: server\n    args:\n      server_config:\n        per_token_model_limit: 1\n`;
    const whole = `applications:\n${item('a')}${item('b')}`;
    const broken = `${whole}  - name: "c\n`;
    const facts = {};
    let last: ConfigAnalysis | undefined;
    const lookedAt = [whole, broken, whole, broken, whole].map((text, index, texts) => {
      seen.length = 0;
      last = analyzer.config({ uri: 'file:///s', text }, facts, undefined, last);
      expect(last.findings.length > 0).toBe(texts[index] === broken);
      return seen.filter(name => name === 'a');
    });
    expect(lookedAt).toEqual([['a'], ['a'], [], [], []]);
  });

  it.each([
    ['tab-in-line', 'ray_namespace: a', 'ray_namespace:\ta'],
    ['older-omegaconf', 'applications', '\ufeff\napplications'],
  ])('are there for what only the text tells: %s', (code, from, to) => {
    const before = `ray_namespace: a\napplications:\n  - name: a\n    import_path: server\n`;
    const analyzer = createAnalyzer(() => undefined);
    const first = analyzer.config({ uri: 'file:///s', text: before }, {});
    expect(first.findings.map(finding => finding.code)).not.toContain(code);
    const text = before.replace(from, to);
    const codes = analyzer
      .config({ uri: 'file:///s', text }, {}, undefined, first)
      .findings.map(finding => finding.code);
    expect(codes).toEqual(
      analyzer.config({ uri: 'file:///s', text }, {}).findings.map(finding => finding.code),
    );
    expect(codes).toContain(code);
  });

  it.each([
    ['one that is read', 'listen: 80\nworkers: ${x}\n', []],
    ['one that the loader cannot read', 'listen: 80\nworkers: "x\n', [['yaml-syntax', 'error']]],
  ])('of another program are a single information, and an error where it is none: %s', (_, text, errors) => {
    const { findings } = createAnalyzer(() => undefined).config({ uri: 'file:///s', text }, {});
    const told = findings.map(({ code, severity }) => [code, severity]);
    expect(told).toEqual([['not-a-twinkle-file', 'information'], ...errors]);
  });

  it.each([
    ['a list item with a comment', '- # comment\n'],
    ['a bracket and a comment', '[#\n'],
    ['a brace that is not closed', 'foo: {a: 1\n'],
    ['an item that is indented', '  - x\n'],
    ['a quote that is not closed', 'foo: "\n'],
    ['another document', 'foo: {}\n---\n'],
  ])('of a file of ours whose first line is spoiled are an error: %s', (_, spoiled) => {
    const text = `${spoiled}http_options:\n  port: 8000\napplications:\n  - name: a\n    import_path: server\n`;
    const { findings } = createAnalyzer(() => undefined).config({ uri: 'file:///s', text }, {});
    expect(findings.map(({ code }) => code)).not.toContain('not-a-twinkle-file');
    expect(findings.filter(({ severity, stage }) => severity === 'error' && stage === 'load')).not.toEqual(
      [],
    );
  });

  it('of a file in UTF-16 say what to do', () => {
    const source = { uri: 'file:///s', text: 'applications: []\n', invalidAt: 0, isUtf16: true };
    const { findings } = createAnalyzer(() => undefined).config(source, {});
    expect(findings.map(({ severity, message }) => `${severity} ${english(message)}`)).toContain(
      'error The file is UTF-16, and the server cannot read it: save it as UTF-8.',
    );
  });

  it('are in the order of the text and at most a thousand', () => {
    const analyzer = createAnalyzer(() => undefined);
    const lines = Array.from({ length: 3000 }, (_, index) => `  key_${index}: 1\n`).join('');
    const { findings } = analyzer.config({ uri: 'file:///s', text: `http_options:\n${lines}` }, {});
    const starts = findings.map(finding => finding.span.start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(findings.length).toBe(1000);
  });

  it('that nobody would be shown are found once there is room for them', () => {
    const about: Rule = {
      id: 'about',
      stage: 'silent',
      severity: 'warning',
      reads: ['name'],
      checkApplication: ({ application }) =>
        application.name?.value?.startsWith('loud') === true
          ? Array<RuleFinding>(8).fill({ ...finding, span: application.span })
          : [],
    };
    const analyzer = createAnalyzer(() => undefined, [about]);
    const item = (name: string, more = '') =>
      `  - name: ${name}\n    route_prefix: /${name}\n    import_path: server\n${more}`;
    const args = '    args:\n      server_config:\n        per_token_model_limit: 1\n';
    const config = (first: string, more: string) => `applications:\n${first.repeat(300)}${more}`;
    const facts = {};
    const said = (text: string, previous?: ConfigAnalysis) => {
      const analysis = analyzer.config({ uri: 'file:///s', text }, facts, undefined, previous);
      return { analysis, found: analysis.findings.map(({ code, span: { start } }) => [code, start]) };
    };
    const unknown = Array.from({ length: 8 }, (_, index) => `    key_${index}: 1\n`).join('');
    for (const [first, last, code] of [
      [item('a', args + unknown), item('last', `${args}    key: 1\n`), 'unknown-key'],
      [item('loud', args), item('loud-last', args), 'about'],
    ] as const) {
      const before = said(config(first, last));
      expect(before.found.length).toBe(1000);
      const fixed = `applications:\n${last}`;
      const after = said(fixed, before.analysis);
      expect(after.found).toEqual(said(fixed).found);
      expect(after.found.map(([found]) => found)).toContain(code);
    }
  });

  it('of the schema do not repeat what the reader says of a line', () => {
    const analyzer = createAnalyzer(() => undefined);
    const { findings } = analyzer.config(
      { uri: 'file:///s', text: 'http_options:\n  host: x\n  port 8000\n' },
      {},
    );
    expect(findings.filter(({ code }) => code === 'unknown-key')).toEqual([]);
    expect(findings.map(({ code }) => code)).toContain('yaml-syntax');
  });
});
