import type { ParsedDocument } from './tree';

/** A key at the first column, also behind a dash or in the braces of a file in flow style. */
const keyOfLine = /^\ufeff?(?:[-{,?][ \t]*)*["']?(\w+)["']?[ \t]*:/gm;

/**
 * True where a file has one of some keys at its top. The tree of a text that cannot be read may lack most of it, so the
 * beginnings of the lines of such a text count too.
 */
export function hasTopKey(
  { root, text, problems }: Pick<ParsedDocument, 'root' | 'text' | 'problems'>,
  keys: ReadonlySet<unknown>,
): boolean {
  if (root?.kind === 'mapping' && root.entries.some(({ key }) => keys.has(key.value))) return true;
  if (problems.length === 0) return false;
  for (const [, key] of text.matchAll(keyOfLine)) if (keys.has(key)) return true;
  return false;
}
