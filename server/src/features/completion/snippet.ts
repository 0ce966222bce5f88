/** Snippets of LSP: text with numbered places to fill in. They are made here and nowhere else. */

/** Text that is to be inserted as it is. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A place with a value that is there already. */
export function placeholder(index: number, value: string): string {
  return `\${${index}:${literal(value)}}`;
}

/** A place with values to choose from; the first is there already. */
export function choice(index: number, values: readonly string[]): string {
  const escaped = values.map(value => value.replace(/[\\$}|,]/g, '\\$&'));
  return `\${${index}|${escaped.join(',')}|}`;
}

/** The text of a snippet whose places keep the values that they have, for clients that take no snippets. */
export function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^\\|,]|\\.)*)(?:,(?:[^\\|]|\\.)*)?\|\}/g, '$1')
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/\$\d/g, '')
    .replace(/\\([\\$}|,])/g, '$1');
}
