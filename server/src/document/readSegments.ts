/** The parts of a text, those of an earlier reading again where their text is the same. */
import { withKnownLineBreaks } from './characters';
import { Scope } from './convert';
import { pieceLimit, readLimit } from './limits';
import { editOf } from './lineEdit';
import { isSame, moveTo, readSegment, unreadSegment } from './segment';
import { segmentsOf, type Cut } from './segments';
import type { Segment } from './tree';

export interface Parts {
  readonly segments: readonly Segment[];
  /** True where a quote or bracket is open at the end of a part: perhaps it goes on in the next. */
  readonly open: boolean;
}

/** Undefined where the text cannot be read in parts. The segments of `kept` that it takes over are moved. */
export function readSegments(
  text: string,
  lineStarts: readonly number[],
  kept: readonly Segment[],
): Parts | undefined {
  const cuts = segmentsOf(text, lineStarts);
  if (cuts === undefined) return undefined;
  const reused = reusable(cuts, text, kept);
  const scope = new Scope();
  /** An edit is made only once all parts are known to be readable: until then its kept part may still be wanted. */
  const segments: (Segment | (() => Segment))[] = [];
  let open = false;
  const done = { nodes: 0, characters: 0 };
  for (const [index, cut] of cuts.entries()) {
    const same = reused[index];
    const length = cut.end - cut.start;
    if (done.nodes > readLimit.nodes || done.characters > readLimit.characters) {
      segments.push(unreadSegment({ ...cut, end: text.length }, text));
      break;
    }
    if (length > pieceLimit) {
      segments.push(unreadSegment(cut, text));
      continue;
    }
    done.characters += length;
    if (same !== undefined) {
      moveTo(same, cut.start);
      done.nodes += same.nodes;
      segments.push(same);
      continue;
    }
    const before = kept.length === cuts.length ? kept[index] : undefined;
    const edit = before && editOf(before, cut, text);
    if (edit !== undefined) {
      done.nodes += before?.nodes ?? 0;
      segments.push(edit);
      continue;
    }
    const source = text.slice(cut.start, cut.end);
    if (withKnownLineBreaks(source) !== source) return undefined;
    const read = readSegment(cut, text, scope);
    if (read === undefined) return undefined;
    done.nodes += read.segment.nodes;
    segments.push(read.segment);
    open ||= read.open;
  }
  return { segments: segments.map(each => (typeof each === 'function' ? each() : each)), open };
}

/**
 * The kept segment for each cut, if it may be taken over: the text is the same, it has no problem (those hold offsets
 * and texts), and nothing that it is bound to by anchors and aliases has changed.
 */
function reusable(cuts: readonly Cut[], text: string, kept: readonly Segment[]): (Segment | undefined)[] {
  const found = Array<Segment | undefined>(cuts.length).fill(undefined);
  let front = 0;
  const same = (cut: Cut | undefined, segment: Segment | undefined): Segment | undefined =>
    cut !== undefined && segment !== undefined && isSame(segment, cut, text) ? segment : undefined;
  for (; front < cuts.length && front < kept.length; front += 1) {
    const segment = same(cuts[front], kept[front]);
    if (segment === undefined) break;
    found[front] = segment;
  }
  let back = 0;
  const most = Math.min(cuts.length, kept.length) - front;
  for (; back < most; back += 1) {
    const segment = same(cuts[cuts.length - 1 - back], kept[kept.length - 1 - back]);
    if (segment === undefined) break;
    found[cuts.length - 1 - back] = segment;
  }
  const changed = kept.slice(front, kept.length - back);
  const sound = found.map(segment => (segment?.problems.length === 0 ? segment : undefined));
  const isBound = changed.some(({ hasAnchors }) => hasAnchors) || mayHaveAnchors(cuts, text, sound);
  return isBound ? sound.map(segment => (segment?.hasAnchors === false ? segment : undefined)) : sound;
}

/** True where one of the parts that must be read looks as if it held an anchor or an alias. */
function mayHaveAnchors(cuts: readonly Cut[], text: string, found: readonly unknown[]): boolean {
  return cuts.some(
    ({ start, end }, index) => found[index] === undefined && /[&*]/.test(text.slice(start, end)),
  );
}
