import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { configurations, ownConfigurations } from '../configs/configurations';
import { generated } from '../configs/generated/generate';
import { eras } from '../configs/generated/value';

const root = path.join(import.meta.dirname, '../..');
const own = ownConfigurations(root);

describe("the project's own configurations", () => {
  it('are as many as the real ones, and each is another', () => {
    expect(own.length).toBeGreaterThan(150);
    expect(new Set(own.map(({ text }) => text)).size).toBe(own.length);
    expect(configurations(root).slice(0, own.length)).toEqual(own);
  });

  it('are the same at each run', () => {
    expect(generated()).toEqual(generated());
  });

  it.each(eras)('are there for twinkle-kit %s', era => {
    expect(own.filter(({ file }) => file.startsWith(`generated/${era}-`)).length).toBeGreaterThan(20);
  });

  it.each<[string, RegExp, number]>([
    ['comments behind values', /: [^\n#]+[ \t]#/, 60],
    ['comments on lines of their own', /^ +#/m, 60],
    ['comments at the first column of a block', /^#.*\r?\n +\S/m, 30],
    ['Chinese comments', /#.*\p{Script=Han}/u, 30],
    ['comments without a blank', /#[\p{L}]/u, 8],
    ['tabs beside comments', /\t#|#\t/, 8],
    ['anchors and aliases', /: &\S+[^]*: \*/, 8],
    ['merges', /<<: /, 8],
    ['interpolations', /\$\{/, 20],
    ['braces', /\{\w/, 60],
    ['braces over several lines', /\{\r?\n/, 5],
    ['double quotes', /: "/, 30],
    ['single quotes', /: '/, 30],
    ['folded texts', / >-\r?\n/, 2],
    ['CR LF', /\r\n/, 10],
    ['a byte order mark', /^\ufeff/, 5],
    ['a start of the document', /^(?:%.*\r?\n)?---/m, 15],
    ['an end of the document', /^\.\.\./m, 8],
    ['no last line break', /\S$/, 10],
    ['blanks at line ends', /\S +\r?$/m, 8],
    ['dashes at the column of their key', /^applications:.*\r?\n- /m, 8],
    ['words of YAML 1.1', /: (?:yes|no|on|off)\b/, 20],
    ['a server type', /^server_type:/m, 20],
    ['use_megatron', /use_megatron:/, 50],
    ['builders by their names', /build_\w+_app/, 10],
    ['a raw mesh', /mesh_dim_names/, 15],
  ])('have %s', (_, form, least) => {
    expect(own.filter(({ text }) => form.test(text)).length).toBeGreaterThanOrEqual(least);
  });

  it('are short and long', () => {
    const lines = own.map(({ text }) => text.split('\n').length).sort((a, b) => a - b);
    expect(lines[0]).toBeLessThan(6);
    expect(lines.at(-1)).toBeGreaterThan(250);
  });
});
