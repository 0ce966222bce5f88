import type { Text } from './text';

/**
 * The one rule for words that depend on a number: a text for exactly one, and one for every other number, such as
 * `counted(count, text('1 node'), text('{0} nodes', count))`. English needs both; a language with one form for all
 * numbers translates them alike.
 */
export function counted(count: number, one: Text, other: Text): Text {
  return count === 1 ? one : other;
}
