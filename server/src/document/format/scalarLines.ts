/** Layout inside of a scalar over several lines: its lines move with the block that it is in, and mean the same. */
import type { TextEdit } from '../tree/finding';
import type { Piece } from './pieces';

export function scalarEdits(text: string, piece: Piece, width: number): TextEdit[] {
  switch (piece.type) {
    case 'block-scalar':
      return blockEdits(text, piece, width);
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return foldedEdits(text, piece, width);
    default:
      return [];
  }
}

/** Plain and quoted text: the loader folds its line breaks, whatever blanks stand before a line. */
function foldedEdits(text: string, { type, start, end, frame, depth }: Piece, width: number): TextEdit[] {
  const source = text.slice(start, end);
  if (!source.includes('\n') || frame.kind === 'root') return [];
  const edits: TextEdit[] = [];
  const base = frame.column + (frame.kind === 'sequence' ? 2 : 0);
  for (const match of source.matchAll(/(?:(?<![ \t])([ \t]+))?(\r?\n)([ \t]*)(?=([^ \t\r\n]?))/g)) {
    const [whole, trailing = '', , leading = '', next = ''] = match;
    const at = start + match.index;
    // In quotes, blanks before a line break may be what an escape keeps.
    if (type === 'scalar' && trailing !== '')
      edits.push({ span: { start: at, end: at + trailing.length }, newText: '' });
    if (leading.includes('\t')) continue;
    const moved = leading.length + frame.column - frame.was;
    const column = depth > 0 ? base + width * depth : Math.max(frame.column + 1, moved);
    const wanted = next === '' ? '' : ' '.repeat(column);
    if (leading !== wanted)
      edits.push({
        span: { start: at + whole.length - leading.length, end: at + whole.length },
        newText: wanted,
      });
  }
  return edits;
}

/** Lines of `|` and `>` all move by the same number of columns. */
function blockEdits(text: string, { start, end, frame }: Piece, width: number): TextEdit[] {
  const lines = text.slice(start, end).split('\n');
  const first = lines.findIndex(line => !/^[ \t\r]*$/.test(line));
  const indent = /^ */.exec(lines[first] ?? '')?.[0].length ?? 0;
  if (first < 0 || frame.kind === 'root') return [];
  const header = text.slice(text.lastIndexOf('\n', start - 2) + 1, start);
  const isTold = /[|>][+-]?[1-9][+-]?(?:[ \t]+#|[ \t]*\r?\n?$)/.test(header);
  const isClear = lines.slice(0, first).every(line => line.length <= indent);
  const wanted = frame.column + (frame.kind === 'sequence' ? 2 : width);
  const by = isTold || !isClear ? frame.column - frame.was : wanted - indent;
  const edits: TextEdit[] = [];
  let at = start;
  for (const line of lines) {
    const content = line.endsWith('\r') ? line.slice(0, -1) : line;
    const isBlank = /^ *$/.test(content);
    if (isBlank && isClear && content.length <= indent && !isTold) {
      if (content !== '') edits.push({ span: { start: at, end: at + content.length }, newText: '' });
    } else if (content !== '' && by > 0)
      edits.push({ span: { start: at, end: at }, newText: ' '.repeat(by) });
    else if (content !== '' && by < 0)
      edits.push({ span: { start: at, end: at + Math.min(-by, content.search(/[^ ]|$/)) }, newText: '' });
    at += line.length + 1;
  }
  return edits;
}
