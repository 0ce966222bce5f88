/** The languages of messages, and which one an environment asks for. */
import chinese from '../../l10n/bundle.zh-cn.json';

type Table = Readonly<Record<string, string>>;

/** Tables from English template to translation, by locale in lower case. */
export const translations: Readonly<Record<string, Table>> = {
  zh: chinese,
  'zh-cn': chinese,
  'zh-hans': chinese,
  'zh-sg': chinese,
};

/** The table of a locale such as `zh-CN` or `zh_CN.UTF-8`; empty, which is English, where there is none. */
export function translationFor(tables: Readonly<Record<string, Table>>, locale = 'en'): Table {
  const [name = ''] = locale.toLowerCase().replaceAll('_', '-').split(/[.@]/, 1);
  return tables[name] ?? {};
}

/** The locale of messages, as POSIX has it: the first of the variables that is set and not empty. */
export function localeOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return ['LC_ALL', 'LC_MESSAGES', 'LANG'].map(name => environment[name]).find(value => value);
}
