import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { parseDocument } from '../../document/parse';
import { english } from '../../text/text';
import { createAnalyzer, type Analysis } from '../../analysis/analysis';
import { completion } from './completion';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const analyze = (text: string, isCluster = false): Analysis =>
  isCluster
    ? analyzer.cluster({ uri: 'file:///c', text }, {})
    : analyzer.config({ uri: 'file:///s', text }, {});

/** Items at the mark ‸, in the order in which an editor shows them. */
function at(marked: string, isCluster = false) {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const position = TextDocument.create('', '', 0, text).positionAt(offset);
  const items = completion(analyze(text, isCluster), position, english);
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}
const labels = (marked: string, isCluster = false) => at(marked, isCluster).map(item => item.label);

/** The text after an item was taken. */
function after(marked: string, { textEdit }: CompletionItem): string {
  const document = TextDocument.create('', '', 0, marked.replace('‸', ''));
  return TextDocument.applyEdits(document, [textEdit as TextEdit]);
}

/** The text after the item of a label was taken. */
function taken(marked: string, label: string): string {
  const item = at(marked).find(each => each.label === label);
  if (item === undefined) throw new Error(`${label} is not offered`);
  return after(marked, item);
}

describe('a byte order mark', () => {
  it.each([
    '‸',
    'ray_‸',
    'ray_namespace: x\n‸',
    'http_options:\n  host: x\n  ‸',
    'applications:\n  - name: x\n    ‸',
    'applications:\n  ‸',
    'proxy_location: ‸\n',
    'proxy_location: "‸"',
  ])('changes nothing: %j', marked => {
    const marks = at(marked).map(item => [item.label, after(marked, item)]);
    expect(marks.length).toBeGreaterThan(0);
    const text = `\ufeff${marked}`;
    expect(at(text).map(item => [item.label, after(text, item).slice(1)])).toEqual(marks);
  });
});

describe('a value that is there already', () => {
  it('is replaced, also where it stands behind the cursor', () => {
    expect(taken('proxy_location:‸ HeadOnly # why\n', 'EveryNode')).toBe('proxy_location: EveryNode # why\n');
    expect(taken('proxy_location: Head‸Only\n', 'EveryNode')).toBe('proxy_location: EveryNode\n');
  });

  it('is left alone where it is more than a word', () => {
    expect(labels('proxy_location:‸ "HeadOnly"\n')).toEqual([]);
    expect(labels('proxy_location:‸ |\n  HeadOnly\n')).toEqual([]);
    expect(labels('persistence: {mode:‸ "redis"}\n')).toEqual([]);
  });

  it('is left alone where it stands below', () => {
    const list = 'applications:\n  - import_path: server\n    args:\n      supported_models:‸\n';
    const models = '  - import_path: model\n    route_prefix: /api/v1/model/m\n';
    expect(labels(`${list}${models}`)).toEqual(['[m]']);
    expect(labels(`${list}        - x\n${models}`)).toEqual([]);
    expect(labels(`${list}      # why\n      - x\n${models}`)).toEqual([]);
    expect(labels('proxy_location: ‸\n\n  HeadOnly\n')).toEqual([]);
    expect(labels('proxy_location: ‸\n\ufeff HeadOnly\n')).toEqual([]);
  });
});

describe('keys', () => {
  it('are those of the place, without those that are there, required ones first', () => {
    expect(labels('http_options:\n  ‸')).toEqual(['host', 'port']);
    expect(labels('http_options:\n  host: x\n  ‸')).toEqual(['port']);
    const application = labels('applications:\n  - ‸');
    expect(application.slice(0, 2)).toEqual(['name', 'import_path']);
    expect(labels('‸').at(-1), 'without effect').toBe('task_queue');
  });

  it('follow import_path, also where it stands below or the text is broken', () => {
    expect(labels('applications:\n  - import_path: sampler\n    args:\n      ‸')).toContain('sampler_type');
    expect(labels('applications:\n  - args:\n      ‸\n    import_path: processor\n')).toEqual(
      expect.arrayContaining(['ncpu_proc_per_node']),
    );
    const broken = 'applications:\n  - name: "x\n    import_path: sampler\n    args:\n      ‸';
    expect(labels(broken)).toContain('sampler_type');
    expect(labels(broken)).not.toContain('backend');
    const second = 'applications:\n  - import_path: model\n  - import_path: server\n    args:\n      sup‸\n';
    expect(labels(second)).toContain('supported_models');
  });

  it('follow the form of a device mesh', () => {
    const start = 'applications:\n  - import_path: model\n    args:\n      device_mesh:\n        ';
    expect(labels(`${start}‸`)).toContain('dp_size');
    expect(labels(`${start}mesh_dim_names: [dp]\n        ‸`)).toContain('mesh');
    expect(labels(`${start}mesh_dim_names: [dp]\n        ‸`)).not.toContain('dp_size');
  });

  it('bring their colon and the beginning of their value', () => {
    expect(taken('http_options:\n  po‸', 'port')).toBe('http_options:\n  port: ');
    expect(taken('http_options:\n  po‸: 1', 'port')).toBe('http_options:\n  port: 1');
    expect(taken('‸', 'http_options')).toBe('http_options:\n  ');
    expect(taken('‸', 'applications')).toBe('applications:\n  - ');
    expect(taken('applications:\n  -‸', 'name')).toBe('applications:\n  - name: ');
    expect(taken('applications:\n  - name: x\n    ar‸', 'args')).toBe(
      'applications:\n  - name: x\n    args:\n      ',
    );
  });

  it('bring a comma where another one follows in the same brackets', () => {
    const file =
      'applications:\n  - name: m\n    import_path: model\n    args:\n      device_group: { ranks: 1,‸ name: m }\n';
    expect(taken(file, 'gpus_per_worker')).toContain('{ ranks: 1, gpus_per_worker: , name: m }');
  });

  it('of the cluster file are its own', () => {
    expect(labels('‸', true)).toContain('nodes');
    expect(labels('nodes:\n  - ‸', true)[0]).toBe('name');
    expect(labels('ray:\n  auth: ‸', true)).toEqual(['token', 'disabled']);
  });

  it('are documented', () => {
    const port = at('http_options:\n  po‸').find(item => item.label === 'port');
    expect(port).toMatchObject({ detail: 'integer', documentation: { kind: 'markdown' } });
    expect(JSON.stringify(at('applications:\n  - ‸')[0]?.detail)).toContain('required');
  });
});

describe('values', () => {
  it('are those that are accepted, the default first', () => {
    const args = 'applications:\n  - import_path: model\n    args:\n      ';
    expect(labels(`${args}backend: ‸`)).toEqual(['mock', 'transformers', 'megatron']);
    expect(labels(`${args}train_mode: ‸`)).toEqual(['lora', 'full']);
    expect(at(`${args}train_mode: ‸`)[0]?.detail).toBe('default');
    expect(labels('telemetry:\n  enabled: ‸')).toEqual(['false', 'true']);
    expect(labels('proxy_location: ‸')).toEqual(['EveryNode', 'HeadOnly', 'Disabled']);
  });

  it('replace a value of several words', () => {
    const file = 'applications:\n  - name: m\n    import_path: mo‸del of ours # ?\n';
    expect(taken(file, 'model')).toContain('import_path: model # ?\n');
  });

  it('replace the word at the cursor and bring a blank where it lacks', () => {
    expect(taken('telemetry:\n  enabled: fal‸se', 'true')).toBe('telemetry:\n  enabled: true');
    expect(taken('telemetry:\n  enabled:‸', 'true')).toBe('telemetry:\n  enabled: true');
  });
});

describe('nothing is offered', () => {
  it.each(['# comm‸ent', 'a: "tex‸t"', 'nonsense:\n  ‸', 'http_options:\n  host: x‸yz\n'])('%j', marked => {
    expect(labels(marked).filter(label => label !== 'localhost')).toEqual([]);
  });
});

describe('what is taken parses', () => {
  const examples = join(import.meta.dirname, '../../../../examples/server-guide/0.5.1/megatron');
  it.each(['server_config.yaml', 'twinkle_cluster.yaml'])(
    'at every line of %s',
    name => {
      const text = readFileSync(join(examples, name), 'utf8');
      const isCluster = name.startsWith('twinkle_cluster');
      const lines = text.split('\n');
      const seen = new Set<string>();
      for (const [index, line] of lines.entries()) {
        const indent = /^ *(?:- )*/.exec(line)?.[0] ?? '';
        // A new line below this one, at its indentation and deeper, but not between a key and what belongs to it; and
        // the line cut at its colon.
        const next =
          /^ */.exec(lines.slice(index + 1).find(each => !/^\s*(?:#|$)/.test(each)) ?? '')?.[0] ?? '';
        const typed = [' '.repeat(indent.length), ' '.repeat(indent.length + 2)].filter(each => each >= next);
        const starts = typed.map(blanks => [
          ...lines.slice(0, index + 1),
          `${blanks}‸`,
          ...lines.slice(index + 1),
        ]);
        const cut = line.includes(':')
          ? [[...lines.slice(0, index), `${line.split(':')[0] ?? ''}:‸`, ...lines.slice(index + 1)]]
          : [];
        for (const marked of [...starts, ...cut].map(each => each.join('\n'))) {
          const before = parseDocument(marked.replace('‸', '')).problems.length;
          for (const item of at(marked, isCluster)) {
            const { label } = item;
            const { problems } = parseDocument(after(marked, item));
            seen.add(label);
            expect(problems.length, `${label} in line ${index + 2} of\n${marked}`).toBeLessThanOrEqual(
              before,
            );
          }
        }
      }
      expect(seen.size).toBeGreaterThan(isCluster ? 10 : 50);
    },
    60_000,
  );
});
