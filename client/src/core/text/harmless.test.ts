import { describe, expect, it } from 'vitest';
import { harmless } from './harmless';

/** As VS Code 1.117 looks for links and icons. */
// eslint-disable-next-line regexp/no-super-linear-move -- theirs
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;

describe('harmless', () => {
  it.each([
    'x [Show](command:workbench.action.quit) $(trash)',
    '[a](https://evil.example/ "title")',
    '[[a](file:///etc/passwd)](command:b)',
    '[a](command:b)[c](command:d)',
    '$(sync~spin) \\$(trash)',
    '$[a](command:x)(trash)',
  ])('leaves no link and no icon in %s', text => {
    expect(link.test(text) || icon.test(text)).toBe(true);
    expect(harmless(text)).not.toMatch(link);
    expect(harmless(text)).not.toMatch(icon);
    expect(harmless(text).replaceAll('\u2060', '')).toBe(text);
    expect(harmless(harmless(text))).toBe(harmless(text));
  });

  it('leaves other text as it is', () => {
    for (const text of ['a [b] (c)', '$HOME', 'f(x)[1]', '中文 (1/2)\n- b'])
      expect(harmless(text)).toBe(text);
  });

  it('shows characters that turn the text around', () => {
    expect(harmless('a\u202egpj.exe')).toBe('a\ufffdgpj.exe');
  });
});
