/** The languages of messages, and which one an environment asks for. */
type Table = Readonly<Record<string, string>>;

/** Makes tables from English template to translation, by locale in lower case. */
export type Translations = Readonly<Record<string, () => Promise<Table>>>;

/** Languages of messages and pages. */
export type Language = 'en' | 'zh-cn';

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
  return (await tables[nameOf(locale)]?.()) ?? {};
}

/** The language in which messages and pages of a locale are. */
export function languageOf(locale = 'en'): Language {
  return Object.hasOwn(translations, nameOf(locale)) ? 'zh-cn' : 'en';
}

/** Language and region, as the tables are named: without the encoding. */
function nameOf(locale: string): string {
  const [name = ''] = locale.toLowerCase().replaceAll('_', '-').split(/[.@]/, 1);
  return name;
}

/** The locale of messages, as POSIX has it: the first of the variables that is set and not empty. */
export function localeOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return ['LC_ALL', 'LC_MESSAGES', 'LANG'].map(name => environment[name]).find(value => value);
}
