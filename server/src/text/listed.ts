import { text, type Text, type Translate } from './text';

/**
 * Names, numbers or texts in a row, such as `head, cpu`: what stands between them is the language's, so that a list in a
 * sentence is never joined before it is translated.
 */
export function listed(items: readonly Text['args'][number][]): Text {
  const [only = '', ...others] = items;
  if (others.length === 0) return typeof only === 'object' ? only : text('{0}', only);
  // In halves: texts that lie in one another one by one would be as deep as the list is long.
  const half = Math.ceil(items.length / 2);
  return text('{0}, {1}', listed(items.slice(0, half)), listed(items.slice(half)));
}

/** What stands between two of a list, for what is no text. */
export function comma(translate: Translate): string {
  return translate(text('{0}, {1}', '', ''));
}
