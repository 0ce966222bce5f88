import { text, type Text } from './text';

/**
 * Names or numbers in a row, such as `head, cpu`: their commas are those of the display language, so that a list in a
 * sentence is never joined before it is translated.
 */
export function listed(items: readonly (string | number)[]): Text {
  const [only = '', ...others] = items;
  if (others.length === 0) return text('{0}', only);
  // In halves: texts that lie in one another one by one would be as deep as the list is long.
  const half = Math.ceil(items.length / 2);
  return text('{0}, {1}', listed(items.slice(0, half)), listed(items.slice(half)));
}

/** Between words that are said of one thing. */
export const comma = text(', ');
