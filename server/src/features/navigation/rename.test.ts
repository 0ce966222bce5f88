import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../document/parse';
import { prepareRename, rename } from './rename';
import { RenameRefused } from './renameRefused';
import { edited, marked } from '../../../../test/support/navigation';

/** The text after the name at ‸ was changed. */
function renamed(source: string, newName: string, isCluster = false): string {
  const { analysis, position } = marked(source, isCluster);
  return edited(analysis, rename([analysis], position, newName)[analysis.uri]);
}

function refusal(source: string, newName: string): string {
  const { analysis, position } = marked(source);
  try {
    rename([analysis], position, newName);
  } catch (error) {
    if (error instanceof RenameRefused) return error.reason.template;
    throw error;
  }
  throw new Error('not refused');
}

const model = (name: string, more = '') =>
  `applications:\n  - name: ${name}\n    route_prefix: /api/v1/model/base\n    import_path: model\n${more}`;

describe('a name that an alias or a merge repeats', () => {
  it('is edited once, whatever repeats it', () => {
    const text = `ids: &id ms://Qwen/A
applications:
  - name: server
    import_path: server
    args:
      supported_models: [&name Qwen/A, *name]
  - name: model
    route_prefix: /api/v1/model/Qwen/A
    import_path: model
    args: &args
      model_id: *id
  - name: sampler
    route_prefix: /api/v1/sampler/Qwen/‸A
    import_path: sampler
    args:
      <<: *args
`;
    expect(renamed(text, 'B/C')).toBe(text.replace('‸', '').replaceAll('Qwen/A', 'B/C'));
  });

  it('stays in the weights that a model of another name has too', () => {
    const text = `${model('a', '    args: &args\n      model_id: base\n')}  - name: b
    route_prefix: /api/v1/model/other
    import_path: model
    args: *args
`;
    expect(renamed(text.replace('model/base', 'model/ba‸se'), 'new')).toBe(
      text.replace('model/base', 'model/new'),
    );
  });
});

describe('a part of a word', () => {
  it.each([
    ['sampler-database', 'sampler-database'],
    ['rebase', 'rebase'],
    ['basement-base', 'basement-new'],
    ['base2', 'base2'],
    ['my_base', 'my_new'],
    ['model-base-8B', 'model-new-8B'],
    ['base.1', 'base.1'],
    ['model.base', 'model.new'],
  ])('is not taken for the model: %s becomes %s', (before, after) => {
    expect(renamed(model(before).replace('/base', '/ba‸se'), 'new')).toBe(
      model(after).replace('model/base', 'model/new'),
    );
  });

  it('is not taken for a version either', () => {
    const text = model('models-Qwen3.5-4B').replace('/base', '/‸Qwen3');
    expect(renamed(text, 'x')).toBe(text.replace('‸Qwen3', 'x'));
  });
});

describe('a new name that plain text would be something else', () => {
  const file = (place: string, end = '\n') =>
    `${model('a', '    args:\n      model_id: base\n')}  - name: s\n    import_path: server\n    args:\n      supported_models: ${place}${end}`;

  it.each(['123', 'no', 'null', '1:30', '.5', '0x10', '1e3', 'True', '~', '-.5e+3', 'a:'])(
    'is written in quotes: %s',
    name => {
      const after = renamed(file('[ba‸se]'), name);
      expect(after).toContain(
        name === '-.5e+3' ? 'supported_models: [-.5e+3]' : `supported_models: ["${name}"]`,
      );
      const analysis = marked(`${after}‸`).analysis;
      if (analysis.kind !== 'config') throw new Error('no configuration');
      const [, server] = analysis.config.applications;
      expect(server?.args?.supportedModels?.map(({ value }) => value)).toEqual([name]);
      expect(analysis.config.applications[0]?.args?.modelId?.value).toBe(name);
      expect(after).toContain(
        `route_prefix: ${name === 'a:' ? '"/api/v1/model/a:"' : `/api/v1/model/${name}`}\n`,
      );
    },
  );

  it('stays in the quotes that are there', () => {
    expect(renamed(file('["ba‸se"]'), '123')).toContain('supported_models: ["123"]');
    expect(renamed(file("['ba‸se']"), 'no')).toContain("supported_models: ['no']");
    expect(renamed(file('\n        - |-\n          ba‸se'), '123')).toContain('- |-\n          123\n');
  });

  it('is refused where no client could use it', () => {
    for (const name of ['# x', 'a: b', 'a?b', '', 'a b'])
      expect(refusal(file('[ba‸se]'), name), name).toContain('is not a valid model name');
  });
});

describe('a name behind an interpolation', () => {
  it('is changed where it is written', () => {
    const text = `x: /api/v1\n${model('a').replace('/api/v1/model/base', '${x}/model/ba‸se')}`;
    expect(renamed(text, 'new')).toBe(text.replace('ba‸se', 'new'));
  });

  it('follows where the interpolation leads to such a place', () => {
    const text = `${model('a')}  - name: s\n    import_path: server\n    args:\n      supported_models: [ba‸se]\n`;
    const linked = text.replace('model/base', 'model/${applications[1].args.supported_models[0]}');
    expect(renamed(linked, 'new')).toBe(linked.replace('ba‸se', 'new'));
  });

  it('refuses half a rename', () => {
    const text = `m: base\n${model('a')}  - name: s\n    import_path: server\n    args:\n      supported_models: ["\${m}"]\n`;
    expect(refusal(text.replace('model/base', 'model/ba‸se'), 'new')).toContain('from an interpolation');
    const escaped = text.replace('"${m}"', String.raw`"b\x61se"`);
    expect(refusal(escaped.replace('model/base', 'model/ba‸se'), 'new')).toContain('or an escape');
  });
});

describe('an anchor', () => {
  const text = 'a: &one 1 # &one\nb: *one\nc: "*one"\nd: &two {x: *one}\n<<: *two\n';

  it.each(['&one', '*one', 'one 1', '*one}'])('is renamed with its aliases from %j', needle => {
    const source = text.replace(needle, `‸${needle}`);
    const { analysis, position } = marked(source);
    expect(prepareRename(analysis, position).placeholder).toBe('one');
    expect(renamed(source, 'x-1')).toBe(
      'a: &x-1 1 # &one\nb: *x-1\nc: "*one"\nd: &two {x: *x-1}\n<<: *two\n',
    );
  });

  it('is renamed in a cluster file and in a text that cannot be read', () => {
    expect(renamed('nodes:\n  - gpus: &g [0]\n  - gpus: *‸g\n', 'h', true)).toBe(
      'nodes:\n  - gpus: &h [0]\n  - gpus: *h\n',
    );
    const broken = 'a: &‸x [1\nb: *x\n';
    expect(parseDocument(broken.replace('‸', '')).problems).not.toEqual([]);
    expect(renamed(broken, 'y')).toBe('a: &y [1\nb: *y\n');
  });

  it('is renamed alone where its text names a model', () => {
    const file = model('a', '    args:\n      model_id: &‸id base\n');
    expect(renamed(file, 'x')).toBe(file.replace('‸id', 'x'));
  });

  it('takes no name that the loader refuses, and none that is taken', () => {
    expect(refusal('a: &‸x 1\n', 'a.b')).toContain('letters, digits');
    expect(refusal('a: &‸x 1\n', '')).toContain('letters, digits');
    expect(refusal('a: &‸x 1\nb: &y 2\n', 'y')).toContain('already exists');
    expect(renamed('a: &x 1\nb: *‸y\n', 'x'), 'a mistyped alias').toBe('a: &x 1\nb: *x\n');
    expect(refusal('a: &x {k: 1}\nb: {‸<<: *x}\n', 'y')).toContain('Only names');
    expect(refusal('a: "&‸x"\n', 'y')).toContain('Only names');
  });
});

it('takes no other file for the one that could not be read', () => {
  expect(() => rename([], { line: 0, character: 0 }, 'x')).toThrow('The file cannot be read.');
});
