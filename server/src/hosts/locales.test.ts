import { describe, expect, it } from 'vitest';
import { languageOf, localeOf, translationFor, translations } from './locales';

describe('locales', () => {
  it.each(['zh', 'zh-CN', 'zh_CN.UTF-8', 'zh-Hans', 'zh_SG@x'])('%s is Chinese', async locale => {
    expect(Object.keys(await translationFor(translations, locale)).length).toBeGreaterThan(100);
    expect(languageOf(locale)).toBe('zh-cn');
  });

  it.each([undefined, '', 'C', 'C.UTF-8', 'POSIX', 'en_US.UTF-8', 'zh_TW.UTF-8'])(
    '%s is English',
    async locale => {
      expect(await translationFor(translations, locale)).toEqual({});
      expect(languageOf(locale)).toBe('en');
    },
  );

  it('the first variable that is not empty counts', () => {
    expect(localeOf({ LC_ALL: 'C', LC_MESSAGES: 'zh_CN', LANG: 'zh_CN' })).toBe('C');
    expect(localeOf({ LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'C' })).toBe('zh_CN');
    expect(localeOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh_CN.UTF-8');
    expect(localeOf({})).toBeUndefined();
  });
});
