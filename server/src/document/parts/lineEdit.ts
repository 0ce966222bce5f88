/**
 * A part of a text in which one value or key was typed over: the commonest of all edits. Where the line is an entry of
 * plain words before and after, nothing else of the part can mean something else than before, so only its entry is
 * made anew, and with it the collections that it is in. Whatever is not as plain as that is read by the part.
 */
import { commonEnd, commonStart } from '../../strings/commonEnds';
import { moveTo, PartSpan } from '../tree/partSpan';
import { resolvePlain } from '../values/scalars';
import type { Cut } from './cuts';
import type { Entry, MappingNode, ScalarNode, Part, Span, TreeNode } from '../tree/tree';

export interface LineEdit {
  /** The part as it is now, at its place in the new text. */
  apply(): Part;
}

/**
 * Undefined where the part is to be read.
 *
 * @param text of the part as it is now, a string of its own
 */
export function editOf(
  kept: Part,
  cut: Pick<Cut, 'kind' | 'column' | 'start'>,
  text: string,
): LineEdit | undefined {
  if (kept.kind !== cut.kind || kept.column !== cut.column) return undefined;
  if (kept.problems.length > 0 || kept.nodeProblems.length > 0 || kept.hasAnchors) return undefined;
  const edit = editedLine(kept.text, text);
  if (edit === undefined) return undefined;
  const root = kept.item ?? kept.entry?.value;
  const { start } = kept.place;
  const place = root && placeOf(root, start + edit.at + edit.before.indent.length);
  if (root === undefined || place === undefined || !isWhole(place.entry, edit, start)) return undefined;
  const key = resolvePlain(edit.after.key);
  const value = resolvePlain(edit.after.value);
  if (typeof key !== 'string' || typeof value === 'symbol' || isTaken(key, place)) return undefined;
  const typing = typingOf(place.entry, edit, key, value);
  if (typing === undefined) return undefined;
  return {
    apply() {
      moveTo(kept.place, cut.start);
      return changed(kept, root, text, typing);
    },
  };
}

function changed(kept: Part, root: TreeNode, text: string, typing: Typing): Part {
  const now = rebuilt(root, typing);
  const contentEnd = kept.contentEnd === undefined ? undefined : endAfter(kept.contentEnd, typing);
  return kept.item === undefined
    ? { ...kept, text, contentEnd, entry: kept.entry && { ...kept.entry, value: now } }
    : { ...kept, text, contentEnd, item: now };
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
}

/** The entry of a block mapping whose key begins at an offset. */
function placeOf(root: TreeNode, offset: number): Place | undefined {
  let node = root;
  while (node.kind !== 'scalar' && !node.flow) {
    const children: readonly (Entry | TreeNode)[] = node.kind === 'mapping' ? node.entries : node.items;
    const child = children.findLast(each => startOf(each) <= offset);
    if (child === undefined) return undefined;
    if (!('key' in child)) {
      node = child;
      continue;
    }
    if (child.merged || node.kind !== 'mapping') return undefined;
    if (child.key.span.start === offset) return { entry: child, mapping: node };
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

/** An entry that is made anew, and how far what stands behind it moves in its part. */
interface Typing {
  readonly entry: Entry;
  readonly now: Entry;
  /** Where its value ended, and ends now. */
  readonly oldEnd: number;
  readonly end: number;
  /** Where its line ended. */
  readonly lineEnd: number;
  readonly by: number;
}

/** The new entry; undefined where the old one does not count its places from its part. */
function typingOf(
  entry: Entry,
  { at, before, after }: Edit,
  key: string,
  value: ScalarNode['value'],
): Typing | undefined {
  const [old, { span }] = [entry.value.span, entry.key];
  if (!(old instanceof PartSpan && span instanceof PartSpan)) return undefined;
  const { part, from } = span;
  const keyEnd = from + after.key.length;
  const start = keyEnd + 1 + after.blanks.length;
  const end = start + after.value.length;
  const now = {
    key: scalar(key, new PartSpan(part, from, keyEnd)),
    value: scalar(value, new PartSpan(part, start, end)),
    merged: false,
  };
  return { entry, now, oldEnd: old.to, end, lineEnd: at + before.length, by: after.length - before.length };
}

/** A node with the new entry in it and what stands behind it moved. What is as before is the same node. */
function rebuilt(node: TreeNode, typing: Typing): TreeNode {
  const span = spanAfter(node.span, typing);
  if (node.kind === 'scalar') return span === node.span ? node : { ...node, span };
  if (isUntouched(node.span, typing)) return node;
  if (node.kind === 'sequence')
    return { ...node, span, items: node.items.map(item => rebuilt(item, typing)) };
  const entries = node.entries.map(entry => {
    if (entry === typing.entry) return typing.now;
    const key = spanAfter(entry.key.span, typing);
    const value = rebuilt(entry.value, typing);
    if (key === entry.key.span && value === entry.value) return entry;
    return { ...entry, key: key === entry.key.span ? entry.key : { ...entry.key, span: key }, value };
  });
  return { ...node, span, entries };
}

/** True for what stands before the entry, and for what stands behind its line where that does not move. */
function isUntouched(span: Span, { oldEnd, lineEnd, by }: Typing): boolean {
  return span instanceof PartSpan && (span.to < oldEnd || (by === 0 && span.from >= lineEnd));
}

function spanAfter(span: Span, typing: Typing): Span {
  if (!(span instanceof PartSpan) || isUntouched(span, typing)) return span;
  const from = span.from >= typing.lineEnd ? span.from + typing.by : span.from;
  return new PartSpan(span.part, from, endAfter(span.to, typing));
}

function endAfter(to: number, { oldEnd, end, by }: Typing): number {
  if (to < oldEnd) return to;
  return to === oldEnd ? end : to + by;
}

function scalar(value: ScalarNode['value'], span: ScalarNode['span']): ScalarNode {
  return { kind: 'scalar', span, value, style: 'plain', interpolated: false };
}
