/** How many blanks stand between two pieces of one line. */
import type { Piece } from './pieces';

const scalars = new Set<Piece['type']>(['scalar', 'single-quoted-scalar', 'double-quoted-scalar']);
const openers = new Set<Piece['type']>(['flow-map-start', 'flow-seq-start']);
const closers = new Set<Piece['type']>(['flow-map-end', 'flow-seq-end']);

/**
 * Undefined where they are left as they are.
 *
 * @param spacedBraces the file writes `{ a: 1 }` rather than `{a: 1}`
 */
export function gapBetween(before: Piece, behind: Piece, spacedBraces: boolean): number | undefined {
  const [a, b] = [before.type, behind.type];
  if (a === 'doc-start') return undefined;
  if (a === 'seq-item-ind') return 1;
  // A name or tag may take what follows it for its own.
  if (a === 'anchor' || a === 'tag') return b === 'comma' || closers.has(b) ? undefined : 1;
  if (b === 'map-value-ind') return scalars.has(a) || closers.has(a) ? 0 : undefined;
  if (a === 'map-value-ind') return b === 'comma' || closers.has(b) ? undefined : 1;
  if (b === 'comma') return openers.has(a) ? undefined : 0;
  if (openers.has(a) && closers.has(b)) return 0;
  if (a === 'flow-map-start' || b === 'flow-map-end') return spacedBraces ? 1 : 0;
  if (a === 'flow-seq-start' || b === 'flow-seq-end') return 0;
  if (a === 'comma') return 1;
  return undefined;
}

/** True where most braces of a text, those over several lines aside, have blanks inside. */
export function hasSpacedBraces(text: string, pieces: readonly Piece[]): boolean {
  let spaced = 0;
  let tight = 0;
  for (const [index, { type, end }] of pieces.entries()) {
    const next = pieces[index + 1];
    if (type !== 'flow-map-start' || next === undefined || next.type === 'flow-map-end') continue;
    const gap = text.slice(end, next.start);
    if (gap.includes('\n')) continue;
    if (gap === '') tight += 1;
    else spaced += 1;
  }
  return spaced > tight;
}
