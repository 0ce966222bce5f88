/**
 * Text → tree. Reads any text to its end, however broken, and never throws.
 *
 * A text is read in parts (segments.ts), and a part that has not changed since the previous reading is taken over, so
 * that an edit costs what the edited application costs. Where a text cannot be cut, it is read as a whole.
 */
import { duplicateKey } from './convert';
import type { Finding } from './finding';
import { mostNodes, nodeProblems } from './limits';
import { lineStartsOf } from './positions';
import { readSegments } from './readSegments';
import { readWhole, type Reading } from './readWhole';
import type { Entry, ParsedDocument, Segment, TreeNode } from './tree';

/**
 * @param previous an earlier reading of the same file. What it has in common with this text is taken over and moved,
 *   so it must not be used any more.
 */
export function parseDocument(text: string, previous?: ParsedDocument): ParsedDocument {
  const lineStarts = lineStartsOf(text);
  const read = inParts(text, lineStarts, previous);
  return { text, lineStarts, ...read };
}

type InParts = Reading & Pick<ParsedDocument, 'segments'>;

function inParts(text: string, lineStarts: readonly number[], previous: ParsedDocument | undefined): InParts {
  const kept = previous?.segments ?? [];
  const parts = readSegments(text, lineStarts, kept);
  if (parts === undefined) return { ...readWhole(text), segments: kept };
  const { segments, open } = parts;
  if (!open) return assembled(segments);
  // The rest of the text may close what is open at the end of a part.
  const whole = readWhole(text);
  return whole.problems.length === 0 ? { ...whole, segments } : assembled(segments);
}

/** The document that parts make. Entries of the root come in the order of the text. */
function assembled(segments: readonly Segment[]): InParts {
  const problems: Finding[] = [];
  const entries: Entry[] = [];
  const seen = new Map<string, Entry>();
  let items: TreeNode[] = [];
  let nodes = 1;
  let written = 1;
  let crossing = 0;
  let isCut = false;
  for (const segment of segments) {
    const isUnread = segment.problems[0]?.code === 'yaml-size';
    if (!isUnread || !isCut) problems.push(...segment.problems);
    isCut ||= isUnread;
    if (nodes <= mostNodes) crossing = segment.start + (segment.column ?? 0);
    nodes += segment.nodes;
    written += segment.written;
    if (segment.item !== undefined) items.push(segment.item);
    if (segment.entry === undefined) continue;
    let { entry } = segment;
    if (segment.kind === 'list') {
      items = [];
      entry = { ...entry, value: listOf(segments, items) };
    }
    const name = String(entry.key.value);
    const first = seen.get(name);
    if (first !== undefined) problems.push(duplicateKey(name, first, entry));
    else entries.push(entry);
    seen.set(name, first ?? entry);
  }
  const [first] = entries;
  if (first === undefined) return { root: undefined, problems, nodes: 0, segments };
  const span = { start: first.key.span.start, end: endOf(segments) };
  const at = nodes > mostNodes ? crossing : span.start;
  problems.push(...nodeProblems(nodes, written, { start: at, end: at + 1 }));
  return { root: { kind: 'mapping', span, flow: false, entries }, problems, nodes, segments };
}

/** The list `applications`; its items come as they are met. */
function listOf(segments: readonly Segment[], items: readonly TreeNode[]): TreeNode {
  const own = segments.filter(({ kind }) => kind === 'item');
  const [first] = own;
  const span = { start: (first?.start ?? 0) + (first?.column ?? 0), end: endOf(own) };
  return { kind: 'sequence', span, flow: false, items };
}

/** Where the content of the last part ends. What an alias names may stand far from it, so its node does not tell. */
function endOf(segments: readonly Segment[]): number {
  return segments.at(-1)?.spans.reduce((end, span) => Math.max(end, span.end), 0) ?? 0;
}
