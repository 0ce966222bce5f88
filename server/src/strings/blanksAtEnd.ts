/**
 * A text without blanks and line breaks at its end, in one pass. Not `trimEnd`: to YAML a byte order mark is a character
 * like any other.
 */
export function withoutBlanksAtEnd(text: string): string {
  return text.replace(/(?<![ \t\r\n])[ \t\r\n]+$/, '');
}
