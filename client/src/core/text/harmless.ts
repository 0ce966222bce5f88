/**
 * Text that the editor shows as it is. In a notification, a progress, a prompt and the detail of a language status VS Code
 * makes a link of `[label](command:…)`, and in most labels an icon of `$(name)` (vs/base/common/linkedText.ts and
 * iconLabels.ts, 1.117). Our own sentences use neither, and names of files and nodes, exceptions and answers may hold both.
 */

declare const brand: unique symbol;

/** Made by {@link harmless} alone. */
export type Harmless = string & { readonly [brand]: true };

/** Invisible, without a width, and no place to break a line. */
const joiner = '\u2060';

/**
 * The same words with nothing in them that the editor would draw as a link or an icon: an invisible character parts what
 * starts one. Characters that turn the direction of the text around, so that it reads as another one, become `\ufffd`.
 */
export function harmless(text: string): Harmless {
  return text
    .replaceAll('](', `]${joiner}(`)
    .replaceAll('$(', `$${joiner}(`)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd') as Harmless;
}
