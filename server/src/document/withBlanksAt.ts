import { applyEdits } from './applyEdits';
import type { Span } from './span';

/** A text, character for character as long, with blanks at the spans, which must not overlap. */
export function withBlanksAt(text: string, spans: readonly Span[]): string {
  const edits = spans.map(({ start, end }) => ({ span: { start, end }, newText: ' '.repeat(end - start) }));
  return applyEdits(text, edits);
}
