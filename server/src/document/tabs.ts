/**
 * Tabs that the package takes and the loader refuses. libyaml skips a tab between tokens of one line, in brackets and
 * in text, but not before the first token of a line in block context, where a key could begin; blank lines and
 * comments count as well, unless the line before ends in plain text, which is still being read then.
 * Source: libyaml 0.2.5 `yaml_parser_scan_to_next_token`, `yaml_parser_scan_plain_scalar`,
 * `yaml_parser_scan_block_scalar_breaks`.
 */
import type { Document } from 'yaml';
import { text } from '../text/text';
import { blockShapeOf, columnOf, type BlockShape, type Stretch } from './blockShape';
import type { Finding } from './finding';
import { problem } from './problems';
import type { Span } from './span';

export function tabProblems(
  source: string,
  known: readonly Finding[],
  document?: Document.Parsed,
): Finding[] {
  if (!source.includes('\t')) return [];
  // The shape of a text that the package could not read is not certain.
  if (document === undefined || known.length > 0) return certainTabs(source, known);
  const shape = blockShapeOf(document, source);
  return [
    ...leadingTabs(source, shape),
    ...tabsBehindDashes(source, shape),
    ...tabsBehindQuestions(source, shape),
    ...tabsOfBlocks(source, shape),
  ].map(tabProblem);
}

/** Only a key or a dash behind the tab, on a line before which no quote, bracket or block scalar is opened. */
function certainTabs(source: string, known: readonly Finding[]): Finding[] {
  const findings: Finding[] = [];
  const opener = /["'[{|>]/.exec(source)?.index ?? source.length;
  for (const match of source.matchAll(/(?<=^|\n)( *)(\t[ \t]*)(?=[\w-])/g)) {
    const start = match.index + (match[1]?.length ?? 0);
    const end = start + (match[2]?.length ?? 0);
    if (start > opener) break;
    if (known.some(finding => finding.span.start <= end && finding.span.end >= start)) continue;
    findings.push(tabProblem({ start, end }));
  }
  return findings;
}

/** Tabs in the leading blanks of lines. */
function leadingTabs(source: string, shape: BlockShape): Span[] {
  const found: Span[] = [];
  /** Where the text before the line ends, and how far that was looked for: many lines may be blank. */
  let before = 0;
  let behind = 0;
  for (const match of source.matchAll(/(?<=^|\n)[ ]*(\t[ \t]*)/g)) {
    const start = match.index + match[0].length - (match[1]?.length ?? 0);
    const span = { start, end: match.index + match[0].length };
    if (within(shape.quoted, start) || inBlock(shape.blocks, start)) continue;
    if (match.index > behind) before = textBefore(source, match.index, behind) ?? before;
    behind = match.index;
    const plain = shape.plain.find(
      each => each.end > each.start && each.start < before && (each.end === before || each.end > start),
    );
    if (plain !== undefined) {
      if (columnOf(source, start) <= plain.indent) found.push(span);
    } else if (!within(shape.flow, start)) found.push(span);
  }
  return found;
}

/** After a dash a key may begin, so a tab there is refused: `-⇥x`. */
function tabsBehindDashes(source: string, { lists, plain, quoted, blocks, flow }: BlockShape): Span[] {
  const found: Span[] = [];
  for (const match of source.matchAll(/(?<=^|\n)[ ]*(?:- *)*-( *)(\t[ \t]*)/g)) {
    const end = match.index + match[0].length;
    const start = end - (match[2]?.length ?? 0);
    const dash = start - (match[1]?.length ?? 0) - 1;
    const isText = [plain, quoted, blocks, flow].some(stretches => within(stretches, dash));
    const isOfList = lists.some(list => list.start <= dash && dash <= list.end);
    if (isOfList && !isText) found.push({ start, end });
  }
  return found;
}

/** The same before an explicit key: `?⇥x`. */
function tabsBehindQuestions(source: string, { plain, quoted, blocks, flow }: BlockShape): Span[] {
  return [...source.matchAll(/(?<=^|\n)[ ]*\?[ ]*(\t[ \t]*)/g)].flatMap(match => {
    const end = match.index + match[0].length;
    const question = match.index + match[0].indexOf('?');
    const isText = [plain, quoted, blocks, flow].some(stretches => within(stretches, question));
    return isText ? [] : [{ start: end - (match[1]?.length ?? 0), end }];
  });
}

/** In a block of text a tab may not stand where a space of its indentation is missing. */
function tabsOfBlocks(source: string, { blocks }: BlockShape): Span[] {
  return blocks.flatMap(({ start, indent: around }) => {
    const header = /^[|>]([+-]?)([1-9]?)/.exec(source.slice(start, start + 3));
    const digit = header?.[2] ?? '';
    let indent = digit === '' ? undefined : Math.max(around, 0) + Number(digit);
    let line = source.indexOf('\n', start) + 1;
    while (line > 0 && line < source.length) {
      const [blanks = ''] = /^ */.exec(source.slice(line, line + 500)) ?? [];
      const width = indent === undefined ? blanks.length : Math.min(blanks.length, indent);
      const next = source[line + width];
      if (next === '\t' && (indent === undefined || width < indent))
        return [{ start: line + width, end: line + width + 1 }];
      if (next !== undefined && next !== '\n' && next !== '\r') {
        indent ??= Math.max(width, around + 1, 1);
        if (width < indent) break;
      }
      line = source.indexOf('\n', line) + 1;
    }
    return [];
  });
}

/** Offset behind the last character before a line that is no blank, or undefined where there is none from `from` on. */
function textBefore(source: string, lineStart: number, from: number): number | undefined {
  let end = lineStart;
  while (end > from && /\s/.test(source[end - 1] ?? '')) end -= 1;
  return end > from ? end : undefined;
}

const within = (stretches: readonly Stretch[], offset: number): boolean =>
  stretches.some(({ start, end }) => start < offset && offset < end);

/** Blocks of text are looked at on their own; their range ends with the lines that belong to them. */
const inBlock = (stretches: readonly Stretch[], offset: number): boolean =>
  stretches.some(({ start, end }) => start < offset && offset <= end);

function tabProblem({ start, end }: Span): Finding {
  return problem(
    'yaml-tab',
    text('YAML is indented with spaces, not with tabs.'),
    { start, end },
    {
      fixes: () => [
        {
          title: text('Indent with spaces'),
          edits: [{ span: { start, end }, newText: '  '.repeat(end - start) }],
          preferred: false,
        },
      ],
    },
  );
}
