/** Where an interpolation ends. */

/** Offset of the brace that closes, beyond those of nested ones; quoted text may hold braces. */
export function closing(text: string, from: number): number | undefined {
  let depth = 1;
  let quote: string | undefined;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  // Unless a quote hides it, there is none.
  return quote === undefined && !/["'\\]/.test(text.slice(from)) ? undefined : text.length;
}
