/**
 * A part of a text in which one value or key was typed over: the commonest of all edits. Where the line is an entry of
 * plain words before and after, nothing else of the part can mean something else than before, so only its entry is
 * made anew, and with it the collections that it is in. Whatever is not as plain as that is read by the part.
 */
import { commonEnd, commonStart } from './commonEnds';
import { moveTo } from './segment';
import { resolvePlain } from './scalars';
import type { Cut } from './segments';
import type { Entry, MappingNode, MovableSpan, ScalarNode, Segment, TreeNode } from './tree';

export interface LineEdit {
  /** Offset of the line in the part. */
  readonly at: number;
  /** The part as it is now. Moves the spans of the part before the edit, which must not be used afterwards. */
  apply(): Segment;
}

/**
 * Undefined where the part is to be read.
 *
 * @param text of the part as it is now, a string of its own
 */
export function editOf(
  kept: Segment,
  cut: Pick<Cut, 'kind' | 'column' | 'start'>,
  text: string,
): LineEdit | undefined {
  if (kept.kind !== cut.kind || kept.column !== cut.column) return undefined;
  if (kept.problems.length > 0 || kept.nodeProblems.length > 0 || kept.hasAnchors) return undefined;
  const edit = editedLine(kept.text, text);
  if (edit === undefined) return undefined;
  const root = kept.item ?? kept.entry?.value;
  const place = root && placeOf(root, kept.start + edit.at + edit.before.indent.length);
  if (place === undefined || !isWhole(place.entry, edit, kept.start)) return undefined;
  const key = resolvePlain(edit.after.key);
  const value = resolvePlain(edit.after.value);
  if (typeof key !== 'string' || typeof value === 'symbol' || isTaken(key, place)) return undefined;
  return {
    at: edit.at,
    apply() {
      moveTo(kept, cut.start);
      shift(kept.spans, place.entry, edit, cut.start);
      return changed(kept, text, place, key, value);
    },
  };
}

function changed(
  kept: Segment,
  text: string,
  place: Place,
  key: string,
  value: ScalarNode['value'],
): Segment {
  const entry = {
    key: scalar(key, place.entry.key.span),
    value: scalar(value, place.entry.value.span),
    merged: false,
  };
  const root = place.collections.reduceRight<TreeNode>(
    (child, [collection, index]) => withChild(collection, index, child),
    withEntry(place.mapping, place.entry, entry),
  );
  return kept.item === undefined
    ? { ...kept, text, entry: kept.entry && { ...kept.entry, value: root } }
    : { ...kept, text, item: root };
}

interface Line {
  /** Blanks, and the dash of an item where the entry is its first. */
  readonly indent: string;
  readonly key: string;
  readonly blanks: string;
  readonly value: string;
  readonly length: number;
}

interface Edit {
  /** Offset of the line in the part. */
  readonly at: number;
  readonly before: Line;
  readonly after: Line;
}

/**
 * Words without a character that YAML knows as anything else, and perhaps a comment. A value may hold colons, as in
 * `ms://Qwen/Qwen3.5-4B`, but not end with one.
 */
const plainLine =
  /^( *(?:- +)?)([A-Za-z_][\w-]{0,200}):( +)([A-Za-z0-9_./](?:[\w./:+-]*[\w./+-])?)(?: *| +#[\x20-\x7e]*)$/;

/** The one line in which two texts differ, where it is plain in both. */
function editedLine(before: string, after: string): Edit | undefined {
  const start = commonStart(before, after);
  const same = commonEnd(before, after, Math.min(before.length, after.length) - start);
  const at = before.lastIndexOf('\n', start - 1) + 1;
  const [old, now] = [lineFrom(before, at, before.length - same), lineFrom(after, at, after.length - same)];
  if (old === undefined || now?.indent !== old.indent) return undefined;
  return { at, before: old, after: now };
}

/** The line at an offset, if it goes on to the end of what has changed. */
function lineFrom(text: string, at: number, changedTo: number): Line | undefined {
  const next = text.indexOf('\n', at);
  const end = next === -1 ? text.length : next;
  if (end < changedTo) return undefined;
  const [whole, indent = '', key = '', blanks = '', value = ''] = plainLine.exec(text.slice(at, end)) ?? [];
  return whole === undefined ? undefined : { indent, key, blanks, value, length: whole.length };
}

interface Place {
  readonly entry: Entry;
  readonly mapping: MappingNode;
  /** The collections around the mapping, from the outermost, each with the index of the next one in it. */
  readonly collections: readonly (readonly [collection: Collection, index: number])[];
}

type Collection = Exclude<TreeNode, ScalarNode>;

/** The entry of a block mapping whose key begins at an offset. */
function placeOf(root: TreeNode, offset: number): Place | undefined {
  const collections: [Collection, number][] = [];
  let node = root;
  while (node.kind !== 'scalar' && !node.flow) {
    const children: readonly (Entry | TreeNode)[] = node.kind === 'mapping' ? node.entries : node.items;
    const index = children.findLastIndex(child => startOf(child) <= offset);
    const child = children[index];
    if (child === undefined) return undefined;
    if (!('key' in child)) {
      collections.push([node, index]);
      node = child;
      continue;
    }
    if (child.merged || node.kind !== 'mapping') return undefined;
    if (child.key.span.start === offset) return { entry: child, mapping: node, collections };
    collections.push([node, index]);
    node = child.value;
  }
  return undefined;
}

function startOf(child: Entry | TreeNode): number {
  return 'key' in child ? child.key.span.start : child.span.start;
}

/** True where an entry is what stands on its line, and no more. */
function isWhole({ key, value }: Entry, { at, before }: Edit, start: number): boolean {
  const keyEnd = start + at + before.indent.length + before.key.length;
  const valueStart = keyEnd + 1 + before.blanks.length;
  return (
    key.span.end === keyEnd &&
    value.kind === 'scalar' &&
    value.style === 'plain' &&
    value.span.start === valueStart &&
    value.span.end === valueStart + before.value.length
  );
}

function isTaken(name: string, { entry, mapping: { entries } }: Place): boolean {
  return entries.some(other => other.merged || (other !== entry && other.key.value === name));
}

/** Moves the ends of what the line is in, and all that stands behind it. */
function shift(
  spans: readonly MovableSpan[],
  { key, value }: Entry,
  { at, before, after }: Edit,
  start: number,
): void {
  const [keySpan, valueSpan]: MovableSpan[] = [key.span, value.span];
  if (keySpan === undefined || valueSpan === undefined) return;
  const oldEnd = valueSpan.end;
  const lineEnd = start + at + before.length;
  keySpan.end = keySpan.start + after.key.length;
  valueSpan.start = keySpan.end + 1 + after.blanks.length;
  valueSpan.end = valueSpan.start + after.value.length;
  const moved = after.length - before.length;
  for (const span of spans) {
    if (span === keySpan || span === valueSpan || span.end < oldEnd) continue;
    if (span.start >= lineEnd) span.start += moved;
    span.end = span.end === oldEnd ? valueSpan.end : span.end + moved;
  }
}

function scalar(value: ScalarNode['value'], span: ScalarNode['span']): ScalarNode {
  return { kind: 'scalar', span, value, style: 'plain', interpolated: false };
}

function withEntry(mapping: MappingNode, old: Entry, now: Entry): MappingNode {
  return { ...mapping, entries: mapping.entries.map(entry => (entry === old ? now : entry)) };
}

function withChild(collection: Collection, index: number, child: TreeNode): Collection {
  if (collection.kind === 'sequence') return { ...collection, items: collection.items.with(index, child) };
  const { entries } = collection;
  return {
    ...collection,
    entries: entries.map((entry, at) => (at === index ? { ...entry, value: child } : entry)),
  };
}
