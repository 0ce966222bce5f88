import { withoutBlanksAtEnd } from './blanksAtEnd';

/** What stands on a line before a comment or the blanks at its end. For a line that does not begin with the comment. */
export function withoutComment(line: string): string {
  const comment = line.search(/[ \t]#/);
  return withoutBlanksAtEnd(comment === -1 ? line : line.slice(0, comment));
}
