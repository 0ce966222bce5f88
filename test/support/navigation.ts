/** For the tests of navigation: an analysis with a cursor, and a text after edits. */
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import { lineStartsOf, offsetAt, positionAt } from '../../server/src/document/tree/positions';
import { createAnalyzer, type Analysis } from '../../server/src/analysis/analysis';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

export interface Marked {
  readonly analysis: Analysis;
  readonly position: Position;
}

/** The configuration without its mark ‸, and where that stands. */
export function marked(source: string, isCluster = false): Marked {
  const offset = source.indexOf('‸');
  if (offset === -1) throw new Error('no mark');
  const text = source.replace('‸', '');
  const file = { uri: `file:///a/${isCluster ? 'twinkle_cluster' : 'server_config'}.yaml`, text };
  const analysis = isCluster ? analyzer.cluster(file, {}) : analyzer.config(file, {});
  return { analysis, position: positionAt(analysis.document, offset) };
}

/** A text with the starts of its lines. */
export interface OfText {
  readonly document: Pick<Analysis['document'], 'text' | 'lineStarts'>;
}

export function ofText(text: string): OfText {
  return { document: { text, lineStarts: lineStartsOf(text) } };
}

/** @throws Error where edits overlap or two are of one place, as editors refuse them */
export function edited({ document }: OfText, edits: readonly TextEdit[] = []): string {
  const places = new Set(edits.map(({ range }) => JSON.stringify(range)));
  if (places.size < edits.length) throw new Error('One place is edited twice.');
  const spans = edits.map(({ range, newText }) => ({ span: spanOf(document, range), newText }));
  return applyEdits(document.text, spans);
}

export function textAt({ document }: OfText, range: Range): string {
  const { start, end } = spanOf(document, range);
  return document.text.slice(start, end);
}

function spanOf(document: OfText['document'], { start, end }: Range) {
  return { start: offsetAt(document, start), end: offsetAt(document, end) };
}
