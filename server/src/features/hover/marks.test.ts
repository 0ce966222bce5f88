import { describe, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver';
import { english } from '../../text/text';
import { hover } from './hover';
import { marked, textAt } from '../../../../test/support/navigation';

function at(source: string, isCluster = false): { value: string; marked: string } | undefined {
  const { analysis, position } = marked(source, isCluster);
  const found = hover(analysis, position, english);
  if (found?.range === undefined) return undefined;
  return { value: (found.contents as MarkupContent).value, marked: textAt(analysis, found.range) };
}

const text = `mesh: &mesh # of both
    dp_size: 2
    inner:
      - 1
other: &other {tp_size: 4, name: *mesh}
a: *mesh
b:
  dp_size: 1
  <<: [*mesh, *other]
c: {<<: *other}
`;

describe('an alias', () => {
  it('shows what it stands for, from where, and how often that is used', () => {
    const found = at(text.replace('*mesh\nb', '*m‸esh\nb'));
    expect(found?.marked).toBe('*mesh');
    expect(found?.value).toBe(
      'Alias of `&mesh` in line 1.\n\n```yaml\ndp_size: 2\ninner:\n  - 1\n```\n\nUsed 3 times, in lines 5, 6, 9.',
    );
    expect(at('a: &x "one"\nb: *‸x\n')?.value).toBe(
      'Alias of `&x` in line 1.\n\n```yaml\n"one"\n```\n\nUsed once, in line 2.',
    );
    expect(at('a: &x\nb: *‸x\n')?.value, 'nothing').toBe('Alias of `&x` in line 1.\n\nUsed once, in line 2.');
    expect(at('&k a: 1\nb: *‸k\n')?.value, 'a key').toContain('```yaml\na\n```');
    expect(at('a: &k !!str 1 # x\nb: *‸k\n')?.value, 'behind a tag').toContain('```yaml\n1\n```');
  });

  it('without an anchor says so, in a cluster file too', () => {
    expect(at('a: *‸x\n')?.value).toBe('There is no anchor `&x` before this alias.');
    expect(at('nodes:\n  - gpus: &g [0]\n  - gpus: *‸g\n', true)?.value).toContain('```yaml\n[0]\n```');
  });

  it('shows no more than a page, and ends at no backtick of the file', () => {
    const long = `a: &x |\n${'  line\n'.repeat(50)}b: *‸x\n`;
    expect(at(long)?.value.split('\n').length).toBeLessThan(30);
    expect(at('a: &x "```` ![](http://x)"\nb: *‸x\n')?.value).toContain(
      '`````yaml\n"```` ![](http://x)"\n`````',
    );
  });
});

describe('an anchor', () => {
  it('tells how often it is used', () => {
    expect(at(text.replace('&mesh', '&‸mesh'))).toEqual({
      value: 'Used 3 times, in lines 5, 6, 9.',
      marked: '&mesh',
    });
    expect(at('a: &‸x 1\n')?.value).toBe('Not used in this file.');
  });
});

describe('a merge key', () => {
  it('shows the keys that it brings and those that it does not', () => {
    const found = at(text.replace('<<: [', '‸<<: ['));
    expect(found?.marked).toBe('<<');
    expect(found?.value).toBe(
      [
        'Merges `&mesh` of line 1.',
        'Merges `&other` of line 5.',
        '```yaml\ninner:\n  - 1\ntp_size: 4\nname: *mesh\n```',
        'Written here, so not merged: `dp_size`',
      ].join('\n\n'),
    );
    expect(at(text.replace('{<<', '{<‸<'))?.value).toBe(
      'Merges `&other` of line 5.\n\n```yaml\ntp_size: 4\nname: *mesh\n```',
    );
  });

  it('of several shows its own', () => {
    const two = 'a: &a {k: 1}\nb: &b {l: 2}\nc:\n  <<: *a\n  ‸<<: *b\n';
    expect(at(two)?.value).toBe('Merges `&b` of line 2.\n\n```yaml\nl: 2\n```');
  });

  it('shows what is written behind it', () => {
    expect(at('a:\n  ‸<<: {k: 1}\n')?.value).toBe('```yaml\nk: 1\n```');
  });
});
