import type { TextEdit } from '../../server/src/document/finding';

/** A text with edits applied, which must not overlap; edits at one place keep their order, as in LSP. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    if (span.start < at) throw new Error('Edits overlap.');
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}
