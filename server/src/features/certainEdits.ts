/** The edits of all fixes that are certain. */
import type { TextEdit } from '../document/finding';
import type { Analysis } from './analysis';

/**
 * Edits of the preferred fixes. Two fixes may want the same place; the first takes it, and the next run finds what
 * remains.
 *
 * @param isWanted which findings are mended
 */
export function certainEdits(
  analysis: Pick<Analysis, 'findings'>,
  isWanted: (code: string) => boolean = () => true,
): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const finding of analysis.findings) {
    if (!isWanted(finding.code)) continue;
    const certain = finding.fixes?.().find(fix => fix.preferred);
    if (certain?.edits.every(edit => edits.every(other => !overlaps(edit, other))))
      edits.push(...certain.edits);
  }
  return edits;
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** A text after edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
    .reduce(
      (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    );
}
