/**
 * Text → tree. Reads any text to its end, however broken, and never throws.
 *
 * A text is read in parts (parts/cuts.ts), and a part that has not changed since the previous reading is taken over, so
 * that an edit costs what the edited application costs. Where a text cannot be cut, it is read as a whole.
 */
import { duplicateKey } from './values/convert';
import type { Finding } from './tree/finding';
import { mostNodes, nodeProblems, notRead, readable } from './limits/limits';
import { moved } from './parts/moved';
import { readParts, type ReadParts, type Readable } from './parts/readParts';
import { readWhole, type Reading } from './parts/readWhole';
import { uniqueName } from './values/keys';
import { isSound, isSoundFrom } from './yaml/read/read';
import type { TextChange } from './tree/textChange';
import type { Entry, ParsedDocument, Part, TreeNode } from './tree/tree';
import { typedOver } from './parts/typedOver';

/**
 * @param source the text; of one that is too long (limits/limits.ts) the document has the beginning
 * @param previous an earlier reading of the same file. What it has in common with this text is taken over. Its tree
 *   stays as it is, but the places in it are those in this text, so it must not be asked for them any more.
 * @param change how the text came from that of `previous`, where that is known
 */
export function parseDocument(
  source: string,
  previous?: ParsedDocument,
  change?: TextChange,
): ParsedDocument {
  const typed = previous && typedOver(source, previous, change);
  if (typed !== undefined) return { text: source, ...typed, ...assembled(typed.parts) };
  const readableSource = readable(source);
  const { text, lineStarts } = readableSource;
  return { text, lineStarts, ...inParts(readableSource, previous) };
}

type InParts = Reading & Pick<ParsedDocument, 'parts' | 'isInParts'>;

function inParts(source: Readable, previous: ParsedDocument | undefined): InParts {
  const kept = previous?.parts ?? [];
  const read = readParts(source, kept);
  if (read === undefined) {
    const whole = source.isCut
      ? { root: undefined, problems: [notRead(0)], nodes: 0 }
      : readWhole(source.text);
    return { ...whole, parts: kept, isInParts: false };
  }
  const { parts } = read;
  const isRead = !source.isCut && isSoundAsWhole(source.text, read);
  return isRead ? { ...readWhole(source.text), parts, isInParts: false } : assembled(parts);
}

/** True where the loader reads a text as a whole, and parts of it were cut where it goes on. */
function isSoundAsWhole(text: string, { parts, openFrom }: ReadParts): boolean {
  // What is no key may be the beginning of a text over lines.
  const [, first] = parts;
  if (first?.problems.some(({ code }) => code === 'yaml-syntax') === true) return isSound(text);
  // The rest of the text may close what is open at the end of a part.
  return openFrom !== undefined && isSoundFrom(text.slice(openFrom.start), openFrom.column);
}

/** The document that parts make. Entries of the root come in the order of the text. */
function assembled(parts: readonly Part[]): InParts {
  const problems: Finding[] = [];
  const entries: Entry[] = [];
  const seen = new Map<string, Entry>();
  let items: TreeNode[] = [];
  let nodes = 1;
  let written = 1;
  let crossing = 0;
  let isCut = false;
  for (const part of parts) {
    const isSound = part.problems.length === 0 && part.nodeProblems.length === 0;
    if (!isSound && (!part.isUnread || !isCut)) problems.push(...problemsOf(part));
    isCut ||= part.isUnread;
    if (nodes <= mostNodes) crossing = part.place.start + (part.column ?? 0);
    nodes += part.nodes;
    written += part.written;
    if (part.item !== undefined) items.push(part.item);
    if (part.entry === undefined) continue;
    let { entry } = part;
    if (part.kind === 'list') {
      items = [];
      entry = { ...entry, value: listOf(parts, items) };
    }
    // The loader minds only texts that are there twice.
    const name = uniqueName(entry.key);
    const first = name === undefined ? undefined : seen.get(name);
    if (name !== undefined && first !== undefined) problems.push(duplicateKey(name, first, entry));
    else entries.push(entry);
    if (name !== undefined) seen.set(name, first ?? entry);
  }
  const [first] = entries;
  if (first === undefined) return { root: undefined, problems, nodes: 0, parts, isInParts: true };
  const { start } = first.key.span;
  const span = { start, end: endOf(parts, start) };
  const at = nodes > mostNodes ? crossing : span.start;
  problems.push(...nodeProblems(nodes, written, { start: at, end: at + 1 }));
  const root = { kind: 'mapping', span, flow: false, entries } as const;
  return { root, problems, nodes, parts, isInParts: true };
}

/** What is wrong with a part, at its place in the text. */
function problemsOf({ problems, nodeProblems, place }: Part): readonly Finding[] {
  return problems.length === 0
    ? nodeProblems
    : [...problems.map(finding => moved(finding, place.start)), ...nodeProblems];
}

/** The list `applications`; its items come as they are met. */
function listOf(parts: readonly Part[], items: readonly TreeNode[]): TreeNode {
  const own = parts.filter(({ kind }) => kind === 'item');
  const [first] = own;
  const start = (first?.place.start ?? 0) + (first?.column ?? 0);
  const span = { start, end: endOf(own, start) };
  return { kind: 'sequence', span, flow: false, items };
}

/**
 * Where the content of the last part ends that has any; it begins at `start` at the earliest. What an alias names may
 * stand far from it, so its node does not tell.
 */
function endOf(parts: readonly Part[], start: number): number {
  const last = parts.findLast(({ contentEnd }) => contentEnd !== undefined);
  return last?.contentEnd === undefined ? start : Math.max(start, last.place.start + last.contentEnd);
}
