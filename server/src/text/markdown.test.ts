import { describe, expect, it } from 'vitest';
import { codeSpan, markdownOf, plainWords } from './markdown';
import { english, text, translator } from './text';

describe('codeSpan', () => {
  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``x``', '``` ``x`` ```'],
    ['x` ![](https://evil.example/a.png) `', '`` x` ![](https://evil.example/a.png) ` ``'],
    ['a```b``c', '````a```b``c````'],
    [' a ', '`  a  `'],
    // A blank line ends a paragraph, and a code span with it.
    ['a\n\n![](x)', '`a ![](x)`'],
    ['a\r\rb', '`a b`'],
    ['', '` `'],
  ])('of %j is %j', (words, expected) => {
    expect(codeSpan(words)).toBe(expected);
  });
});

describe('plainWords', () => {
  it('leaves nothing that is Markdown', () => {
    expect(plainWords('![a](b) <img src=x> `c` *d* _e_')).toBe(
      '!\\[a\\](b) \\<img src=x> \\`c\\` \\*d\\* \\_e\\_',
    );
    expect(plainWords('\\[a](b)')).toBe('\\\\\\[a\\](b)');
    expect(plainWords('https://a.b www.c.d e@f.g')).toBe('https\\://a.b www\\.c.d e\\@f.g');
    expect(plainWords('a\n\n# b')).toBe('a # b');
    expect(plainWords('xwww.a.b _www.c.d WWW.e')).toBe('xwww\\.a.b \\_www\\.c.d WWW\\.e');
    expect(plainWords('~~a~~ ~b~')).toBe('\\~\\~a\\~\\~ \\~b\\~');
    expect(plainWords('&lt;b&#62; a & b; &c')).toBe('\\&lt;b\\&#62; a & b; &c');
  });

  it.each([
    ['# a', '\\# a'],
    ['######', '\\######'],
    ['- a', '\\- a'],
    ['+\ta', '\\+\ta'],
    ['> a', '\\> a'],
    ['>a', '\\>a'],
    ['1. a', '1\\. a'],
    ['12)', '12\\)'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['- - -', '\\- - -'],
    ['    code', ' code'],
    ['\n\n\t# a', ' \\# a'],
    ['\n1. a', ' 1\\. a'],
    ['~~~', '\\~\\~\\~'],
  ])('begins no block: %j', (words, expected) => {
    expect(plainWords(words)).toBe(expected);
  });

  it('leaves ordinary words alone', () => {
    for (const words of [
      '-1',
      '+2',
      '--flag',
      '#a',
      '1.5',
      '1.x',
      '=1',
      'a - b',
      'a > b',
      'a    b',
      'R&D',
      'dp 2 × tp 2',
      'ranks 8 ÷ gpus_per_worker 2',
      '≥ 1, > 0',
      '2.5 s (1/2)',
      '中文',
    ])
      expect(plainWords(words)).toBe(words);
  });
});

describe('markdownOf', () => {
  it('makes code of a value between backticks, and words of another', () => {
    const fact = text('**Here** `{0}` is `a: {1}`, {2}', '`x`', '`', '[y](z)');
    const expected = '**Here** `` `x` `` is `` a: ` ``, \\[y\\](z)';
    expect(markdownOf(fact, english)).toBe(expected);
    expect(markdownOf({ ...fact, template: 'k' }, translator({ k: '`{1}` {0} `b`' }))).toBe(
      '`` ` `` \\`x\\` `b`',
    );
  });

  it('escapes what begins a block only where a value begins the text', () => {
    expect(markdownOf(text('Allowed: {0}', '> 0'), english)).toBe('Allowed: > 0');
    expect(markdownOf(text('`{0}` {1}', 'a', '- b'), english)).toBe('`a` - b');
    expect(markdownOf(text('{0}{1} {2}', '', '- b', 'c'), english)).toBe('\\- b c');
  });

  it('does not read a value for places', () => {
    expect(markdownOf(text('`{0}` {1}', '{1}', '{0}`'), english)).toBe('`{1}` {0}\\`');
  });
});
