/** The languages of messages, and which one an environment asks for. */
type Table = Readonly<Record<string, string>>;

/** Makes tables from English template to translation, by locale in lower case. */
export type Translations = Readonly<Record<string, () => Promise<Table>>>;

/** A table is a tenth of the program: it is made when a language is asked for. */
const chinese = async () => (await import('../../l10n/bundle.zh-cn.json')).default;

export const translations: Translations = {
  zh: chinese,
  'zh-cn': chinese,
  'zh-hans': chinese,
  'zh-sg': chinese,
};

/** The table of a locale such as `zh-CN` or `zh_CN.UTF-8`; empty, which is English, where there is none. */
export async function translationFor(tables: Translations, locale = 'en'): Promise<Table> {
  const [name = ''] = locale.toLowerCase().replaceAll('_', '-').split(/[.@]/, 1);
  return (await tables[name]?.()) ?? {};
}

/** The locale of messages, as POSIX has it: the first of the variables that is set and not empty. */
export function localeOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return ['LC_ALL', 'LC_MESSAGES', 'LANG'].map(name => environment[name]).find(value => value);
}
