/** The parts of a text, those of an earlier reading again where their text is the same. */
import { Scope } from '../values/convert';
import { copyOf } from '../../strings/copyOf';
import { editOf, type LineEdit } from './lineEdit';
import { isTooHeavy, readLimit } from '../limits/limits';
import { moveTo } from '../tree/partSpan';
import { isSame, readCut, unreadPart } from './part';
import { cutsOf, type Cut } from './cuts';
import type { Part } from '../tree/tree';
import { weightOf } from '../limits/weight';

/** A text, and whether it is only the beginning of one. */
export interface Readable {
  readonly text: string;
  readonly isCut: boolean;
  readonly lineStarts: readonly number[];
}

export interface ReadParts {
  readonly parts: readonly Part[];
  /** Where the first part begins at whose end a quote or bracket is open: perhaps it goes on in the next. */
  readonly openFrom: Pick<Cut, 'start' | 'column'> | undefined;
}

/** Undefined where the text cannot be read in parts. The parts of `kept` that it takes over are moved. */
export function readParts(
  { text, isCut, lineStarts }: Readable,
  kept: readonly Part[],
): ReadParts | undefined {
  const cuts = cutsOf(text, lineStarts);
  if (cuts === undefined) return undefined;
  const reused = reusable(cuts, text, kept);
  const scope = new Scope();
  /** An edit is made only once all parts are known to be readable: until then its kept part may still be wanted. */
  const parts: (Part | LineEdit)[] = [];
  let openFrom: ReadParts['openFrom'];
  const done = { nodes: 0, tokens: 0 };
  for (const [index, cut] of cuts.entries()) {
    const same = reused[index];
    // Of a text that is cut off the last part is not all there.
    const isLast = isCut && index === cuts.length - 1;
    if (isLast || done.nodes > readLimit.nodes || done.tokens > readLimit.tokens || index > readLimit.parts) {
      parts.push(unreadPart({ ...cut, end: text.length }, text));
      break;
    }
    if (same !== undefined) {
      moveTo(same.place, cut.start);
      for (const [name, anchor] of same.anchors ?? []) scope.anchors.set(name, anchor);
      done.nodes += same.nodes;
      done.tokens += same.tokens;
      parts.push(same);
      if (same.open) openFrom ??= cut;
      continue;
    }
    const before = kept.length === cuts.length ? kept[index] : undefined;
    const edit = before && editOf(before, cut, copyOf(text.slice(cut.start, cut.end)));
    if (before !== undefined && edit !== undefined) {
      done.nodes += before.nodes;
      done.tokens += before.tokens;
      parts.push(edit);
      continue;
    }
    const weight = weightOf(text, cut.start, cut.end);
    // What stands before the first key is blank or comment.
    if (cut.kind !== 'preamble' && isTooHeavy(weight)) {
      parts.push(unreadPart(cut, text));
      continue;
    }
    if (done.tokens + weight.tokens > readLimit.tokens) {
      parts.push(unreadPart({ ...cut, end: text.length }, text));
      break;
    }
    const part = readCut(cut, copyOf(text.slice(cut.start, cut.end)), {
      weight,
      scope,
      isAlone: isAlone(cuts),
    });
    if (part === undefined) return undefined;
    done.nodes += part.nodes;
    done.tokens += part.tokens;
    parts.push(part);
    if (part.open) openFrom ??= cut;
  }
  return { parts: parts.map(each => ('apply' in each ? each.apply() : each)), openFrom };
}

/**
 * The kept part for each cut, if it may be taken over: the text is the same and was read, it would be read in the
 * same way, and nothing that it is bound to by anchors and aliases has changed.
 */
function reusable(cuts: readonly Cut[], text: string, kept: readonly Part[]): (Part | undefined)[] {
  const found = Array<Part | undefined>(cuts.length).fill(undefined);
  let front = 0;
  const same = (cut: Cut | undefined, part: Part | undefined): Part | undefined =>
    cut !== undefined && part !== undefined && isSame(part, cut, text) ? part : undefined;
  for (; front < cuts.length && front < kept.length; front += 1) {
    const part = same(cuts[front], kept[front]);
    if (part === undefined) break;
    found[front] = part;
  }
  let back = 0;
  const most = Math.min(cuts.length, kept.length) - front;
  for (; back < most; back += 1) {
    const part = same(cuts[cuts.length - 1 - back], kept[kept.length - 1 - back]);
    if (part === undefined) break;
    found[cuts.length - 1 - back] = part;
  }
  // Where the end of both is not read, the parts before it have kept their number.
  if (back === 0)
    for (let index = front; index < most + front; index += 1) found[index] = same(cuts[index], kept[index]);
  const taken = new Set(found);
  const changed = kept.filter(part => !taken.has(part));
  // A broken part is read as it is only beside others.
  const isAsAlone = isAlone(cuts) === isAlone(kept);
  const usable = found.map(part =>
    part?.isUnread === false && (isAsAlone || !isBroken(part)) ? part : undefined,
  );
  const isBound = changed.some(({ hasAnchors }) => hasAnchors) || mayHaveAnchors(cuts, text, usable);
  if (!isBound) return usable;
  const names = new Set(changed.flatMap(({ anchors }) => [...(anchors?.keys() ?? [])]));
  for (const name of anchorNames(cuts, text, usable)) names.add(name);
  return usable.map(part =>
    part?.hasAnchors === false || (part !== undefined && isOfOthers(part, names)) ? part : undefined,
  );
}

/** True for a part of which others may take the anchors as before: it has no alias, and its names were free and still are. */
function isOfOthers({ anchors, nodeProblems }: Part, changed: ReadonlySet<string>): boolean {
  return (
    anchors !== undefined &&
    nodeProblems.length === 0 &&
    [...anchors.keys()].every(name => !changed.has(name))
  );
}

/** What the parts that must be read may name by an anchor. */
function anchorNames(cuts: readonly Cut[], text: string, found: readonly unknown[]): string[] {
  return cuts.flatMap(({ start, end }, index) =>
    found[index] === undefined
      ? Array.from(text.slice(start, end).matchAll(/&([\w-]+)/g), ([, name = '']) => name)
      : [],
  );
}

const isBroken = ({ problems, nodeProblems }: Part): boolean =>
  problems.length > 0 || nodeProblems.length > 0;

/** True for the parts of a text that may be none that can be cut. */
export const isAlone = (parts: readonly unknown[]): boolean => parts.length < 3;

/** True where one of the parts that must be read looks as if it held an anchor or an alias. */
function mayHaveAnchors(cuts: readonly Cut[], text: string, found: readonly unknown[]): boolean {
  return cuts.some(
    ({ start, end }, index) => found[index] === undefined && /[&*]/.test(text.slice(start, end)),
  );
}
