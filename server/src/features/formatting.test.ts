import { expect, it } from 'vitest';
import type { Range } from 'vscode-languageserver';
import { applyEdits } from '../document/edits/applyEdits';
import { offsetAt } from '../document/tree/positions';
import { createAnalyzer } from '../analysis/analysis';
import { formatting } from './formatting';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

function formatted(text: string, range?: Range): string {
  const analysis = analyzer.cluster({ uri: 'file:///a/twinkle_cluster.yaml', text }, {});
  const { document } = analysis;
  const edits = formatting(analysis, { tabSize: 2, insertSpaces: false }, range);
  return applyEdits(
    text,
    edits.map(({ range: { start, end }, newText }) => ({
      span: { start: offsetAt(document, start), end: offsetAt(document, end) },
      newText,
    })),
  );
}
const lines = (from: number, to: number): Range => ({
  start: { line: from, character: 0 },
  end: { line: to, character: 0 },
});

const text = 'nodes:\n    -   name:   a\n        gpus:  [ 0 ]\nenv:  {}\n';

it('formats a whole file with spaces, whatever the client would indent with', () => {
  expect(formatted(text)).toBe('nodes:\n  - name: a\n    gpus: [0]\nenv: {}\n');
});

it('formats the lines of a range, indentation too where it fits the others', () => {
  expect(formatted(text, lines(3, 4))).toBe(text.replace('env:  ', 'env: '));
  expect(formatted(text, lines(1, 3))).toBe('nodes:\n  - name: a\n    gpus: [0]\nenv:  {}\n');
  expect(formatted(text, lines(2, 3))).toBe(text.replace('gpus:  [ 0 ]', 'gpus: [0]'));
  expect(formatted(text, { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } })).toBe(
    text.replace('env:  ', 'env: '),
  );
});

it('leaves a file that the loader refuses, and one that is in order', () => {
  expect(formatted('nodes:   [\n')).toBe('nodes:   [\n');
  expect(formatted(formatted(text))).toBe(formatted(text));
});

it('knows what an interpolation stands for', () => {
  const config = 'http_options:\n    port:   8000\ntelemetry:\n    service_name:   "${http_options.port}"\n';
  const analysis = analyzer.config({ uri: 'file:///a/server_config.yaml', text: config }, {});
  expect(formatting(analysis, { tabSize: 2, insertSpaces: true })).toHaveLength(4);
});
