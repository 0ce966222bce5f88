/**
 * A comment on a line of its own between a key or dash and its value is as good as blank to the loader, at any column
 * (yaml/scanner.py, PyYAML 6.0.3, `scan_to_next_token`). Behind a blank line the `yaml` package takes its column for
 * the one that plain text may go on at, and so the next key or item for a part of that text.
 */

/**
 * The text, character for character as long, with blanks in the place of comments between a key or dash and plain text;
 * the same text where there are none, or where a line that looks like one may belong to a block of text. In quotes over
 * several lines it may as well: for a text in which these stand on one line (relaxed.ts).
 */
export function withoutCommentsBeforeValues(text: string): string {
  if (!/^[ \t]*#/m.test(text) || /[|>][-+\d]*[ \t]*(?:#.*)?$/m.test(text)) return text;
  const lines = text.split('\n');
  let comments: number[] = [];
  let awaitsValue = false;
  let isBehindBlank = false;
  let isChanged = false;
  for (const [index, line] of lines.entries()) {
    const written = line.trim();
    if (written === '') isBehindBlank = true;
    else if (!written.startsWith('#')) {
      const code = written.split(/\s#/, 1)[0] ?? '';
      if (isPlainText(code)) {
        for (const each of comments) lines[each] = lines[each]?.replaceAll(/[^\r]/g, ' ') ?? '';
        isChanged ||= comments.length > 0;
      }
      awaitsValue = endsBeforeValue(code);
      comments = [];
      isBehindBlank = false;
    } else if (awaitsValue && isBehindBlank) comments.push(index);
  }
  return isChanged ? lines.join('\n') : text;
}

/** True for a line of nothing but dashes, or one that ends with a colon; an anchor or a tag may follow. */
function endsBeforeValue(code: string): boolean {
  const words = code.split(/\s+/).filter(word => !/^[&!]/.test(word));
  return words.at(-1)?.endsWith(':') === true || words.every(word => word === '-');
}

/** True for a line without keys, items and quotes. */
const isPlainText = (code: string): boolean => !/^[-?:](?:\s|$)|:(?:\s|$)|^['"[{]/.test(code);
