/**
 * Texts for people. A text is its English template and the values for its places `{0}`, `{1}`, …: the template is
 * the key of the translation (server/l10n/bundle.<locale>.json), so English stands where it is used and another
 * language is a file. Rules and fixes carry texts and never read them.
 *
 * Two rules hold for each template, in each language:
 * - `{0|node|nodes}` is the first word where the value of place 0 is 1, and else the second. A language without
 *   plural forms leaves it out.
 * - A name is in backticks. Markdown shows it as code; plain text, such as a diagnostic, in the quotes of the language.
 */
export interface Text {
  readonly template: string;
  readonly args: readonly (string | number | Text)[];
}

/** Makes a text, with values or other texts in its places. `template` must be a literal, for the test that looks for missing translations. */
export function text(template: string, ...args: Text['args']): Text {
  return { template, args };
}

/** What a sentence is shown in. */
export type Form = 'plain' | 'markdown';

/** Turns a text into a sentence of one language: plain, unless it is asked for as Markdown. */
export type Translate = (text: Text, form?: Form) => string;

/** A translator over a table from English template to translation; what the table lacks stays English. */
export function translator(table: Readonly<Record<string, string>>): Translate {
  const sentence: Translate = ({ template, args }, form = 'plain') => {
    const words = withPlurals(table[template] ?? template, args);
    return (form === 'plain' ? withQuotes(words) : words).replace(/\{(\d+)\}/g, (place, index: string) => {
      const value = args[Number(index)];
      if (value === undefined) return place;
      return typeof value === 'object' ? sentence(value, form) : String(value);
    });
  };
  return sentence;
}

export const english: Translate = translator({});

/** Chooses the forms of words by the values of their places; those whose value is missing stay open. */
export function withPlurals(words: string, args: Text['args']): string {
  const forms = /\{(\d+)\|([^{}|]*)\|([^{}|]*)\}/g;
  return words.replace(forms, (form, index: string, one: string, many: string) => {
    const value = args[Number(index)];
    if (value === undefined) return form;
    return value === 1 || value === '1' ? one : many;
  });
}

/** Names in the quotes of the language. Chinese has its own, without blanks around them. */
function withQuotes(words: string): string {
  const outside = words.replace(/`[^`]*`/g, '');
  return /\p{Script=Han}/u.test(outside)
    ? words.replace(/ ?`([^`]*)` ?/g, (written, name: string, at: number) =>
        chinese(words, written, name, at),
      )
    : words.replace(/`([^`]*)`/g, "'$1'");
}

/** A blank that is between a name and a Latin word stays. */
function chinese(words: string, written: string, name: string, at: number): string {
  const isLatin = (character: string | undefined) =>
    character !== undefined && /[\w{}\u00d7\u00f7=&+-]/.test(character);
  const before = written.startsWith(' ') && isLatin(words[at - 1]) ? ' ' : '';
  const after = written.endsWith(' ') && isLatin(words[at + written.length]) ? ' ' : '';
  return `${before}“${name}”${after}`;
}
