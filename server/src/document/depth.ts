/**
 * How deep a text nests, told before it is parsed: the parser below is recursive, and so are we. The loader itself
 * gives up at about 70 mappings or 95 lists (Python's stack), so nothing that it accepts comes near the bound.
 */

/** Levels beyond which a text is not parsed. */
export const depthLimit = 200;

/** Offset where the text first goes deeper than {@link depthLimit}, or undefined. An upper bound, in one pass. */
export function tooDeepAt(source: string): number | undefined {
  let open = 0;
  const columns: number[] = [];
  let column = 0;
  let leading = true;
  for (let index = 0; index < source.length; index += 1) {
    const code = source.charCodeAt(index);
    if (code === 10) {
      column = 0;
      leading = true;
      continue;
    }
    if (code === 0x5b || code === 0x7b) open += 1;
    else if ((code === 0x5d || code === 0x7d) && open > 0) open -= 1;
    if (leading && code !== 0x20) leading = openBlock(columns, column, code, source.charCodeAt(index + 1));
    if (open + columns.length > depthLimit) return index;
    column += 1;
  }
  return undefined;
}

/** Notes a block that starts at a column; true while the line may open more, as after `- ` and `? `. */
function openBlock(columns: number[], column: number, code: number, next: number): boolean {
  if (code === 0x23) return false;
  while ((columns.at(-1) ?? -1) >= column) columns.pop();
  columns.push(column);
  const isMarker = code === 0x2d || code === 0x3f || code === 0x3a;
  return isMarker && (next === 0x20 || next === 9);
}
