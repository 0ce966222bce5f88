import { describe, expect, it } from 'vitest';
import { changedPaths } from './changes';
import { parseDocument } from '../parse';

const text = 'name: a\nargs:\n  mesh: {dp_size: 2, tp_size: 1}\n  ranks: [0, 1]\n  empty:\n';

const rootOf = (source: string) => parseDocument(source).root ?? expect.fail('no root');
const changes = (before: string, after: string) => changedPaths(rootOf(before), rootOf(after));

describe('what two readings say differently', () => {
  it.each([
    ['a value', 'name: a', 'name: b', ['name']],
    ['a value deep inside', 'tp_size: 1', 'tp_size: 2', ['args.mesh.tp_size']],
    ['a text for a number', 'tp_size: 1', "tp_size: '1'", ['args.mesh.tp_size']],
    ['an item of a list', '[0, 1]', '[0, 2]', ['args.ranks']],
    ['a list that is longer', '[0, 1]', '[0, 1, 2]', ['args.ranks']],
    ['a mapping for a value', 'name: a', 'name: {a: 1}', ['name']],
    ['another key', 'dp_size', 'fsdp_size', ['args.mesh.dp_size', 'args.mesh.fsdp_size']],
    ['a key more', 'empty:', 'empty:\n  more: 1', ['args.more']],
    ['a key less', '  empty:\n', '', ['args.empty']],
    ['keys in another order', 'dp_size: 2, tp_size: 1', 'tp_size: 1, dp_size: 2', ['args.mesh']],
    ['two values', '2, tp_size: 1', '4, tp_size: 2', ['args.mesh.dp_size', 'args.mesh.tp_size']],
    ['a merge', 'name: a', '<<: {name: a}', ['']],
  ])('is %s', (_, from, to, paths) => {
    expect(text).toContain(from);
    expect(changes(text, text.replace(from, to))).toEqual(paths);
  });

  it.each([
    ['a comment', 'name: a', 'name: a # one'],
    ['blanks', 'name: a', '\nname:   a'],
    ['block style', '[0, 1]', '\n  - 0\n  - 1'],
  ])('is not %s', (_, from, to) => {
    expect(changes(text, text.replace(from, to))).toEqual([]);
  });

  it('is the whole where there is too much to compare', () => {
    const names = ['b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const lists = names.map((name, index) => {
      const alias = `*${names[index - 1] ?? 'a'}`;
      return `${name}: &${name} [${Array(8).fill(alias).join(', ')}]\n`;
    });
    const bomb = `a: &a [x, x, x, x, x, x, x, x]\n${lists.join('')}`;
    expect(changes(bomb, bomb)).not.toEqual([]);
  });

  it('is the mapping where it has many keys that the other has not', () => {
    const keys = (prefix: string) =>
      Array.from({ length: 60 }, (_, index) => `  ${prefix}${index}: 1\n`).join('');
    expect(changes(`args:\n${keys('a')}`, `args:\n${keys('b')}`)).toEqual(['args']);
  });
});
