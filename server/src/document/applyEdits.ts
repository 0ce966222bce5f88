import type { TextEdit } from './finding';

/** A text with edits applied, which must not overlap; edits at one place keep their order, as in LSP. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    if (span.start < at) throw new Error('Edits overlap.');
    parts.push(text.slice(at, span.start), newText);
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}
