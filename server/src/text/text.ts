/**
 * Texts for people. A text is its English template and the values for its places `{0}`, `{1}`, …: the template is
 * the key of the translation (server/l10n/bundle.<locale>.json), so English stands where it is used and another
 * language is a file. Rules and fixes carry texts and never read them.
 */
export interface Text {
  readonly template: string;
  readonly args: readonly (string | number)[];
}

/** Makes a text. `template` must be a literal, for the test that looks for missing translations. */
export function text(template: string, ...args: (string | number)[]): Text {
  return { template, args };
}

/** Turns a text into a sentence of one language. */
export type Translate = (text: Text) => string;

/** A translator over a table from English template to translation; what the table lacks stays English. */
export function translator(table: Readonly<Record<string, string>>): Translate {
  return ({ template, args }) =>
    (table[template] ?? template).replace(/\{(\d+)\}/g, (place, index: string) => {
      const value = args[Number(index)];
      return value === undefined ? place : String(value);
    });
}

export const english: Translate = translator({});
