import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import type { TextEdit } from 'vscode-languageserver-textdocument';
import { applyEdits } from '../../document/edits/applyEdits';
import { offsetAt } from '../../document/tree/positions';
import { analyze, at, labels } from '../../../../test/support/completion';

const examples = join(import.meta.dirname, '../../../../examples/server-guide/0.5.1');

it('what each call to the gateway would fail with is not offered', () => {
  const keys = (args: string) => labels(`applications:\n  - import_path: server\n    args:${args}\n`);
  expect(keys('\n      ‸')).toContain('supported_models');
  expect(keys('\n      ‸')).not.toContain('http_options');
  expect(keys(' {htt‸}')).not.toContain('http_options');
  expect(labels('‸'), 'elsewhere it is one of the usual keys').toContain('http_options');
});

it('what excludes another key is not offered beside it', () => {
  const deployment = (text: string) =>
    labels(`applications:\n  - import_path: model\n    deployments:\n      - name: x\n        ${text}\n`);
  expect(deployment('autoscaling_config: {}\n        ‸')).not.toContain('num_replicas');
  expect(deployment('num_replicas: 2\n        ‸')).not.toContain('autoscaling_config');
  expect(deployment('num_replicas: auto\n        ‸')).toContain('autoscaling_config');
  expect(deployment('autoscaling_config: null\n        ‸')).toContain('num_replicas');
  const group = (device: string) =>
    labels(
      `applications:\n  - import_path: processor\n    args:\n      device_group:\n        device_type: ${device}\n        ‸\n`,
    );
  expect(group('CPU')).not.toContain('gpus_per_worker');
  expect(group('cuda')).toContain('gpus_per_worker');
});

/** The text after an item was taken at a mark, and where its own text ends. */
function after(marked: string, { textEdit }: CompletionItem): { text: string; end: number } {
  const text = marked.replace('‸', '');
  const { range, newText } = textEdit as TextEdit;
  const { document } = analyze(text);
  const span = { start: offsetAt(document, range.start), end: offsetAt(document, range.end) };
  return { text: applyEdits(text, [{ span, newText }]), end: span.start + newText.length };
}

/** Errors of rules and of the schema at a key, without those of a file before. */
function errorsOf(text: string, key: string): string[] {
  return analyze(text)
    .findings.filter(({ severity, path }) => severity === 'error' && path.at(-1) === key)
    .map(({ code }) => code);
}

it('no key of an example is an error with all the values that are offered', () => {
  const lines = readFileSync(join(examples, 'megatron/server_config.yaml'), 'utf8').split('\n');
  const tried = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const indent = /^ +(?=\w+:)/.exec(line)?.[0];
    if (indent === undefined) continue;
    const marked = [...lines.slice(0, index), `${indent}‸`, ...lines.slice(index)].join('\n');
    for (const item of at(marked)) {
      const id = `${indent}${item.label}`;
      if (item.textEdit?.newText.endsWith(': ') !== true || tried.has(id)) continue;
      tried.add(id);
      const { text, end } = after(marked, item);
      const typed = `${text.slice(0, end)}‸${text.slice(end)}`;
      const results = at(typed).map(value => errorsOf(after(typed, value).text, item.label));
      const isFree = results.length === 0 || results.some(({ length }) => length === 0);
      expect(isFree, `${item.label}: ${JSON.stringify(results)}`).toBe(true);
    }
  }
  expect(tried.size).toBeGreaterThan(30);
}, 60_000);
