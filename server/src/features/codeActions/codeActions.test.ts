import { describe, expect, it } from 'vitest';
import type { CodeActionContext, Range } from 'vscode-languageserver';
import type { Fix } from '../../document/tree/finding';
import type { Rule } from '../../rules/engine/rule';
import { english, text } from '../../text/text';
import { createAnalyzer, type Analysis } from '../../analysis/analysis';
import { codeActions, fixAllKind } from './codeActions';
import { diagnostics } from '../diagnostics';

const uri = 'file:///server_config.yaml';
const source = 'applications: []\n# 0123456789\n';
const at = source.indexOf('0123456789');

/** A rule with one finding on each of some digits in a text that has all of them, whose fixes replace it. */
const rule = (...digits: { digit: number; length?: number; fixes: [string, boolean][] }[]): Rule => ({
  id: 'digits',
  stage: 'silent',
  severity: 'warning',
  reads: 'everything',
  checkFile: ({ document }) =>
    (document.text === source ? digits : []).map(({ digit, length = 1, fixes }) => {
      const span = { start: at + digit, end: at + digit + length };
      const made = fixes.map(([newText, preferred]): Fix => ({
        title: text('Write {0}', newText),
        edits: [{ span, newText }],
        preferred,
      }));
      return {
        message: text('x'),
        span,
        path: [digit],
        fixes: () => made,
      };
    }),
});
const analyze = (...rules: Rule[]): Analysis =>
  createAnalyzer(() => undefined, rules).config({ uri, text: source }, {});

const everywhere: Range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
const ask = (analysis: Analysis, context: Partial<CodeActionContext> = {}, range = everywhere) =>
  codeActions(analysis, range, { diagnostics: [], ...context }, { translate: english, version: 3 });
const titles = (...args: Parameters<typeof ask>) => ask(...args).map(action => action.title);

it('of findings that only their places tell apart, those of the named place are offered', () => {
  const twice = createAnalyzer(() => undefined).config(
    { uri, text: 'ray_namespace: ${a}\nproxy_location: ${b}\napplications: []\n' },
    {},
  );
  const ours = diagnostics(twice, english, false).filter(({ code }) => code === 'yaml-interpolation');
  expect(ours).toHaveLength(2);
  for (const [line, diagnostic] of ours.entries()) {
    const edits = ask(twice, { diagnostics: [diagnostic] }).flatMap(({ edit }) =>
      (edit?.documentChanges ?? []).flatMap(change => ('edits' in change ? change.edits : [])),
    );
    expect(edits.map(edit => 'range' in edit && edit.range.start.line)).toEqual([line]);
  }
});

describe('quick fixes', () => {
  const analysis = analyze(
    rule(
      {
        digit: 1,
        fixes: [
          ['a', true],
          ['b', false],
        ],
      },
      { digit: 5, fixes: [['c', false]] },
    ),
  );

  it('are those of the diagnostics that the client sends, found by code and path', () => {
    const [first, second] = diagnostics(analysis, english, false);
    if (first === undefined || second === undefined) throw new Error('two findings are expected');
    expect(titles(analysis, { diagnostics: [first] })).toEqual(['Write a', 'Write b']);
    const moved = { ...second, message: 'in another language', range: everywhere };
    expect(titles(analysis, { diagnostics: [moved] })).toEqual(['Write c']);
    expect(titles(analysis, { diagnostics: [{ ...second, data: { path: [7] } }] })).toEqual([]);
  });

  it('are those of the range where the client sends no diagnostic of ours', () => {
    const place = { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } };
    expect(titles(analysis, {}, place)).toEqual(['Write a', 'Write b']);
    const foreign = { range: place, message: 'x', source: 'yamllint' };
    expect(titles(analysis, { diagnostics: [foreign] }, place)).toEqual(['Write a', 'Write b']);
  });

  it('name their diagnostic, their edit by version, and which is certain', () => {
    expect(ask(analysis)[0]).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'digits' }],
      edit: {
        documentChanges: [
          {
            textDocument: { uri, version: 3 },
            edits: [
              { range: { start: { line: 1, character: 3 }, end: { line: 1, character: 4 } }, newText: 'a' },
            ],
          },
        ],
      },
    });
    expect(
      codeActions(analysis, everywhere, { diagnostics: [] }, { translate: english })[0]?.edit?.changes,
    ).toBeDefined();
  });

  it('stay away where only other kinds are wanted', () => {
    expect(titles(analysis, { only: ['refactor'] })).toEqual([]);
    expect(titles(analysis, { only: ['quickfix'] })).toHaveLength(3);
  });
});

describe('fix all', () => {
  const only = { only: [fixAllKind] };

  it('takes the certain fixes, and of two for one place the first', () => {
    const analysis = analyze(
      rule(
        {
          digit: 1,
          length: 3,
          fixes: [
            ['x', false],
            ['a', true],
          ],
        },
        { digit: 2, fixes: [['b', true]] },
        { digit: 7, fixes: [['c', true]] },
        { digit: 9, fixes: [['d', false]] },
      ),
    );
    const [action, ...others] = ask(analysis, only);
    expect(others).toEqual([]);
    const [change] = action?.edit?.documentChanges ?? [];
    expect(
      change !== undefined &&
        'edits' in change &&
        change.edits.map(edit => 'newText' in edit && edit.newText),
    ).toEqual(['a', 'c']);
    expect(titles(analysis, { only: ['source.fixAll'] })).toHaveLength(1);
    expect(titles(analysis, { only: ['source'] })).toHaveLength(1);
  });

  it('is no action where nothing is certain, and none where nobody asks for it', () => {
    expect(titles(analyze(rule({ digit: 1, fixes: [['a', false]] })), only)).toEqual([]);
    expect(titles(analyze(rule({ digit: 1, fixes: [['a', true]] })))).toEqual(['Write a']);
  });
});
