import { describe, expect, it } from 'vitest';
import { english, text, translator, withPlurals } from './text';

describe('plural forms', () => {
  it.each([
    [0, 'It needs 0 nodes'],
    [1, 'It needs 1 node'],
    [2, 'It needs 2 nodes'],
    [11, 'It needs 11 nodes'],
    ['1', 'It needs 1 node'],
  ])('of %j', (count, sentence) => {
    expect(english(text('It needs {0} {0|node|nodes}', count))).toBe(sentence);
  });

  it('of a word that is a place, and of a verb', () => {
    const reserved = (count: number) => english(text('{0} {1}{0||s} {0|stays|stay} idle', count, 'GPU'));
    expect(reserved(1)).toBe('1 GPU stays idle');
    expect(reserved(3)).toBe('3 GPUs stay idle');
  });

  it('are left out where a language has none', () => {
    const chinese = translator({ '{0} {0|node|nodes}': '{0} 个节点' });
    expect(chinese(text('{0} {0|node|nodes}', 1))).toBe('1 个节点');
  });

  it('stay open without a value', () => {
    expect(withPlurals('{0|node|nodes}', [])).toBe('{0|node|nodes}');
  });

  it('of a value that looks like a form is a value', () => {
    expect(english(text('{0} {1|a|b}', '{1|x|y}', 1))).toBe('{1|x|y} a');
  });
});

describe('names', () => {
  it('are in quotes in plain text, and code in Markdown', () => {
    const sentence = text('Unknown device `{0}`.', 'XPU');
    expect(english(sentence)).toBe("Unknown device 'XPU'.");
    expect(english(sentence, 'markdown')).toBe('Unknown device `XPU`.');
  });

  it('keep the backticks of a value', () => {
    expect(english(text('The key `{0}`', 'a`b'))).toBe("The key 'a`b'");
  });

  it.each([
    ['未知设备 `{0}`。', '未知设备“XPU”。'],
    ['`{0}` 必须是整数', '“XPU”必须是整数'],
    ['写 `{0}: 1` 或 `auto`', '写“XPU: 1”或“auto”'],
    ['使用 Ray `{0}` GPU', '使用 Ray “XPU” GPU'],
  ])('in Chinese: %s', (template, sentence) => {
    expect(translator({ device: template })(text('device', 'XPU'))).toBe(sentence);
  });
});
