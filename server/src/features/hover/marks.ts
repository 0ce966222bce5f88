/** What anchors, aliases and merge keys stand for. */
import { anchoredNode } from '../../document/cursor/anchored';
import { keyText, nodeAtOffset } from '../../document/tree/locate';
import { marksLike, marksOf, type Mark } from '../../document/cursor/marks';
import { onePerPlace } from '../../document/tree/onePerPlace';
import { columnOf, lineAt } from '../../document/tree/positions';
import type { Entry, ParsedDocument, TreeNode } from '../../document/tree/tree';
import {
  codeBlock,
  codeSpan,
  introduced,
  joined,
  markdownOf,
  ownMarkdown,
  type Markdown,
} from '../../text/markdown';
import { listed } from '../../text/listed';
import { text, type Translate } from '../../text/text';

const nothing = ownMarkdown('');

/** Lines of the file that a hover shows. */
const mostLines = 20;

/** Notes, each on a line of its own, and the text that is put there. */
export function markNotes(document: ParsedDocument, mark: Mark, translate: Translate): Markdown {
  const parts =
    mark.kind === 'merge'
      ? mergeNotes(document, mark, translate)
      : mark.kind === 'alias'
        ? aliasNotes(document, mark, translate)
        : [usesOf(document, mark, translate)];
  return joined(parts, '\n\n');
}

function aliasNotes(document: ParsedDocument, mark: Mark, translate: Translate): Markdown[] {
  const [anchor] = mark.targets;
  if (anchor === undefined)
    return [markdownOf(text('There is no anchor `&{0}` before this alias.', mark.name), translate)];
  const node = anchoredNode(document, anchor);
  return [
    markdownOf(text('Alias of `&{0}` in line {1}.', anchor.name, lineOf(document, anchor)), translate),
    node === undefined ? nothing : block([sourceOf(document, node.span.start, node.span.end)]),
    usesOf(document, anchor, translate),
  ];
}

function mergeNotes(document: ParsedDocument, mark: Mark, translate: Translate): Markdown[] {
  const mapping = nodeAtOffset(document, mark.span.start)?.node;
  const entries = mapping?.kind === 'mapping' ? mapping.entries : [];
  const own = new Set(entries.filter(({ merged }) => !merged).map(keyText));
  const sources = mark.targets.flatMap(target => entriesOf(anchoredNode(document, target)));
  const isFromHere = new Set(sources.map(({ key }) => key));
  const brought = entries.filter(
    ({ merged, key }) => merged && (mark.targets.length === 0 || isFromHere.has(key)),
  );
  const hidden = [...new Set(sources.map(keyText))].filter(key => own.has(key));
  return [
    ...mark.targets.map(target =>
      markdownOf(text('Merges `&{0}` of line {1}.', target.name, lineOf(document, target)), translate),
    ),
    brought.length === 0 ? nothing : block(brought.map(entry => entrySource(document, entry))),
    hidden.length === 0
      ? nothing
      : introduced(text('Written here, so not merged:'), hidden.map(codeSpan), translate),
  ];
}

function entriesOf(node: TreeNode | undefined): readonly Entry[] {
  if (node?.kind === 'sequence') return node.items.flatMap(entriesOf);
  return node?.kind === 'mapping' ? node.entries : [];
}

function usesOf(document: ParsedDocument, anchor: Mark, translate: Translate): Markdown {
  const lines = marksLike(document, anchor)
    .filter(({ kind }) => kind === 'alias')
    .map(mark => lineOf(document, mark));
  const [only] = lines;
  if (only === undefined) return markdownOf(text('Not used in this file.'), translate);
  const told = listed(onePerPlace(lines, line => line));
  return markdownOf(
    lines.length === 1
      ? text('Used once, in line {0}.', only)
      : text('Used {0} {0|time|times}, in lines {1}.', lines.length, told),
    translate,
  );
}

/** From 1, as people count. */
function lineOf(document: ParsedDocument, { span }: Mark): number {
  return lineAt(document, span.start) + 1;
}

/** An entry as it is written; an alias in it stays one. */
function entrySource(document: ParsedDocument, { key, value }: Entry): string {
  const isBehind = (mark: Mark) =>
    mark.kind === 'alias' &&
    mark.span.start > key.span.end &&
    /^\s*:\s*$/.test(document.text.slice(key.span.end, mark.span.start));
  const alias = marksOf(document).find(isBehind);
  return sourceOf(document, key.span.start, Math.max(key.span.end, alias?.span.end ?? value.span.end));
}

/** Lines of the file without the indentation of the first. */
function sourceOf(document: ParsedDocument, start: number, end: number): string {
  const indent = new RegExp(`^ {1,${Math.max(1, columnOf(document, start))}}`);
  const [first = '', ...others] = document.text
    .slice(start, end)
    .trimEnd()
    .split(/\r\n|[\r\n]/);
  return [first, ...others.map(line => line.replace(indent, ''))].join('\n');
}

function block(sources: readonly string[]): Markdown {
  const lines = sources.join('\n').split('\n');
  return codeBlock(lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines, 'yaml');
}
