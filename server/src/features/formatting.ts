/** Formatting on request: layout alone, see document/format/format.ts. */
import type { FormattingOptions, Range, TextEdit as LspEdit } from 'vscode-languageserver';
import type { TextEdit } from '../document/tree/finding';
import { formatEdits } from '../document/format/format';
import { isSameMeaning } from '../document/format/meaning';
import { columnOf, lineAt, rangeOf } from '../document/tree/positions';
import type { ParsedDocument } from '../document/tree/tree';
import type { Analysis } from '../analysis/analysis';

/**
 * The least edits; none for a text that the loader refuses. Of the options only `tabSize` counts: YAML is indented with
 * spaces, and a file ends with its last line.
 *
 * @param range lines to format; all where it is absent
 */
export function formatting({ document }: Analysis, { tabSize }: FormattingOptions, range?: Range): LspEdit[] {
  const edits = formatEdits(document, { tabSize });
  const chosen = range === undefined ? edits : within(document, edits, range);
  return chosen.map(({ span, newText }) => ({ range: rangeOf(document, span), newText }));
}

/** Edits of some lines. Where these cannot be indented without the others, only what is within them. */
function within(document: ParsedDocument, edits: readonly TextEdit[], range: Range): readonly TextEdit[] {
  const last = range.end.character === 0 ? range.end.line - 1 : range.end.line;
  const own = edits.filter(({ span: { start, end } }) => {
    const line = lineAt(document, end);
    return lineAt(document, start) >= range.start.line && line <= Math.max(last, range.start.line);
  });
  if (isSameMeaning(document, own)) return own;
  const inner = own.filter(({ span: { start } }) => columnOf(document, start) > 0);
  return isSameMeaning(document, inner) ? inner : [];
}
