/** The comment that silences a finding, on a line of its own above the line that the finding begins on. */
import type { Finding, TextEdit } from '../../document/tree/finding';
import { lineBreak } from '../../document/edits/edit';
import { lineAt, lineEnd } from '../../document/tree/positions';
import type { ParsedDocument } from '../../document/tree/tree';

/** Undefined where a comment cannot stand: in a text over several lines, and in a file that is not valid YAML. */
export function ignoring(document: ParsedDocument, { code, span }: Finding): TextEdit | undefined {
  if (code === 'unused-suppression' || document.problems.some(problem => problem.code === 'yaml-syntax'))
    return undefined;
  const line = lineAt(document, span.start);
  const start = document.lineStarts[line] ?? 0;
  const content = document.text.slice(start, lineEnd(document, line));
  const indent = /^ */.exec(content)?.[0] ?? '';
  // A line that is text within text takes no comment; such a line neither begins with a dash nor has a key.
  if (!/^(?:- |[^\s#'"][^#]*:(?:\s|$)|-$)/.test(content.slice(indent.length))) return undefined;
  return { span: { start, end: start }, newText: `${indent}# twinkle-ignore: ${code}${lineBreak(document)}` };
}
