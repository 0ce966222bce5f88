import type { TextEdit } from '../tree/finding';

/**
 * A text with edits applied; those at one place keep their order, as in LSP.
 *
 * @throws Error where edits overlap: a client would take them for something else than was meant
 */
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
