import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { createAnalyzer, type Analysis } from '../../analysis/analysis';
import { definition, references } from './definition';
import { foldingRanges } from './folding';
import { documentLinks } from './links';
import { prepareRename, rename } from './rename';
import { RenameRefused } from './renameRefused';
import { selectionRange } from './selection';
import { edited, textAt } from '../../../../test/support/navigation';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const analyze = (text: string, uri = 'file:///a/server_config.yaml') => analyzer.config({ uri, text }, {});

const config = `anchors: &one {dp_size: 1}
applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args:
      supported_models:
        - Qwen/Qwen3.5-4B # the only one
  - name: models-Qwen3.5-4B
    route_prefix: "/api/v1/model/Qwen/Qwen3.5-4B"
    import_path: model
    args:
      model_id: ms://Qwen/Qwen3.5-4B
      backend: transformers
      device_mesh: *one
  - name: sampler
    route_prefix: /api/v1/sampler/Qwen/Qwen3.5-4B
    import_path: sampler
    args:
      model_id: ms://Other/Weights
      sampler_type: vllm
      device_group: {name: "\${applications[2].name}", ranks: 1}
`;

const positionOf = (text: string, needle: string, nth = 0): Position => {
  let at = -1;
  for (let count = 0; count <= nth; count += 1) at = text.indexOf(needle, at + 1);
  if (at === -1) throw new Error(`no ${needle}`);
  const before = text.slice(0, at).split('\n');
  return { line: before.length - 1, character: (before.at(-1)?.length ?? 0) + 1 };
};

describe('rename of a model', () => {
  const analysis = analyze(config);

  it.each([
    ['supported_models', positionOf(config, 'Qwen/Qwen3.5-4B')],
    ['the prefix of the model', positionOf(config, 'Qwen/Qwen3.5-4B', 1)],
    ['the model_id', positionOf(config, 'Qwen/Qwen3.5-4B', 2)],
    ['the name of the application', positionOf(config, 'Qwen3.5-4B\n    route')],
  ])('from %s changes all its places and no other', (_, position) => {
    expect(prepareRename(analysis, position).placeholder).toBe('Qwen/Qwen3.5-4B');
    const changes = rename([analysis], position, 'Qwen/Qwen3.6-27B');
    expect(edited(analysis, changes[analysis.uri])).toBe(
      config
        .replaceAll('Qwen/Qwen3.5-4B', 'Qwen/Qwen3.6-27B')
        .replace('models-Qwen3.5-4B', 'models-Qwen3.6-27B'),
    );
  });

  it('reaches the other open files that have the model', () => {
    const other = analyze(config.replace('sampler\n', 'another\n'), 'file:///a/server_config.2.yaml');
    const stranger = analyze('applications: []\n', 'file:///a/server_config.3.yaml');
    const changes = rename([analysis, other, stranger], positionOf(config, 'Qwen/Qwen3.5-4B'), 'x');
    expect(Object.keys(changes)).toEqual([analysis.uri, other.uri]);
  });

  it('leaves files that deploy something else under the same name', () => {
    const renamed = (first: Analysis, second: Analysis) =>
      Object.keys(rename([first, second], positionOf(config, 'Qwen/Qwen3.5-4B'), 'x')).length;
    expect(renamed(analysis, analyze(config, 'file:///b/server_config.yaml'))).toBe(1);
    const weights = config.replaceAll(/ms:.*/g, 'ms://Other/Weights-2');
    expect(renamed(analysis, analyze(weights, 'file:///a/server_config.2.yaml'))).toBe(1);
    const cluster = analyzer.cluster({ uri: 'file:///twinkle_cluster.yaml', text: 'nodes: []\n' }, {});
    const [one, two] = ['a', 'b'].map(folder =>
      analyzer.config({ uri: `file:///${folder}/server_config.yaml`, text: config }, {}, cluster),
    );
    if (one === undefined || two === undefined) throw new Error('no files');
    expect(renamed(one, two)).toBe(2);
  });

  it.each(['', 'two words', '/slash', 'a//b', 'a{b}'])('refuses the name %j', name => {
    expect(() => rename([analysis], positionOf(config, 'Qwen/Qwen3.5-4B'), name)).toThrow(RenameRefused);
  });

  it('refuses a name that is taken, and places that name no model', () => {
    const two = config.replace('        - Qwen/Qwen3.5-4B', '        - taken\n        - Qwen/Qwen3.5-4B');
    expect(() => rename([analyze(two)], positionOf(two, 'Qwen/Qwen3.5-4B'), 'taken')).toThrow(
      "A model '{0}' already exists.",
    );
    for (const needle of ['import_path', 'transformers', 'Other/Weights', 'server'])
      expect(() => prepareRename(analysis, positionOf(config, needle))).toThrow(RenameRefused);
  });
});

describe('definition and references', () => {
  const analysis = analyze(config);
  const targets = (needle: string, nth = 0) =>
    definition(analysis, positionOf(config, needle, nth)).map(({ range }) => [
      range.start.line,
      textAt(analysis, range),
    ]);

  it('lead from the list to the applications and back', () => {
    expect(targets('Qwen/Qwen3.5-4B')).toEqual([
      [9, 'Qwen/Qwen3.5-4B'],
      [16, 'Qwen/Qwen3.5-4B'],
    ]);
    expect(targets('Qwen/Qwen3.5-4B', 1)).toEqual([[7, 'Qwen/Qwen3.5-4B']]);
    expect(references(analysis, positionOf(config, 'Qwen/Qwen3.5-4B'))).toHaveLength(5);
  });

  it('lead from an alias to its anchor, and from an interpolation to its key', () => {
    expect(targets('*one')).toEqual([[0, '&one']]);
    expect(targets('${app')).toEqual([[15, 'sampler']]);
    expect(targets('transformers')).toEqual([]);
  });
});

describe('folding, selection and links', () => {
  const demo = readFileSync(
    join(import.meta.dirname, '../../../../examples/demo/server_config.yaml'),
    'utf8',
  );

  it('folds keys, items and comments of three lines, within the file and well nested', () => {
    const text = `# one\n# two\n# three\n${config}`;
    const folds = foldingRanges(analyze(text)).map(({ startLine, endLine }) => [startLine, endLine]);
    expect(folds).toContainEqual([0, 2]);
    expect(folds).toContainEqual([4, 24]);
    expect(folds).toContainEqual([5, 10]);
    const all = foldingRanges(analyze(demo));
    expect(all.length).toBeGreaterThan(15);
    for (const a of all)
      for (const b of all)
        expect(
          a.endLine <= b.startLine ||
            b.endLine <= a.startLine ||
            (a.startLine <= b.startLine && b.endLine <= a.endLine) ||
            (b.startLine <= a.startLine && a.endLine <= b.endLine),
        ).toBe(true);
  });

  it('folds lines once where an item and its key end together', () => {
    const text = 'applications:\n  - args:\n      model_id: x\n  - name: y\n';
    expect(foldingRanges(analyze(text))).toEqual([
      { startLine: 0, endLine: 3 },
      { startLine: 1, endLine: 2 },
    ]);
  });

  it('selects ever more: the word, its entry, its mapping, up to the file', () => {
    const analysis = analyze(config);
    const texts: string[] = [];
    let selection: ReturnType<typeof selectionRange> | undefined = selectionRange(
      analysis,
      positionOf(config, 'transformers'),
    );
    for (; selection !== undefined; selection = selection.parent)
      texts.push(textAt(analysis, selection.range));
    expect(texts.slice(0, 2)).toEqual(['transformers', 'backend: transformers']);
    expect(texts[2]).toMatch(/^model_id[\s\S]*\*one$/);
    expect(texts.at(-1)).toBe(config);
    for (const [index, text] of texts.entries()) expect(texts[index + 1] ?? text).toContain(text);
  });

  it('links ids to their hub, but no path and no mock', () => {
    const links = documentLinks(analyze(config)).map(({ target }) => target);
    expect(links.filter(target => target?.startsWith('https:'))).toEqual([
      'https://modelscope.cn/models/Qwen/Qwen3.5-4B',
      'https://modelscope.cn/models/Other/Weights',
    ]);
    const linksOf = (id: string, backend = 'transformers') =>
      documentLinks(
        analyze(
          `applications:\n  - import_path: model\n    args: {model_id: "${id}", backend: ${backend}}\n`,
        ),
      ).map(({ target }) => target);
    expect(linksOf('hf://a/b')).toEqual(['https://huggingface.co/a/b']);
    for (const id of ['/models/a', './a/b', '~/a', 'a', 's3://a/b']) expect(linksOf(id)).toEqual([]);
    expect(linksOf('a/b', 'mock')).toEqual([]);
  });

  it('links interpolations to what they refer to, and rules that are ignored to their pages', () => {
    const text =
      'http_options:\n  port: 8000 # twinkle-ignore: open-to-all, none-such\nx: "a ${http_options.port} ${y}"\n';
    const analysis = analyze(text);
    const links = documentLinks(analysis).map(({ range, target }) => [textAt(analysis, range), target]);
    expect(links).toEqual([
      ['${http_options.port}', `${analysis.uri}#L2,9`],
      ['open-to-all', expect.stringMatching(/^https:.*\/docs\/rules\/open-to-all\.md$/)],
    ]);
  });
});
