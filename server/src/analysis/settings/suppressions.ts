/**
 * Comments that silence findings: `# twinkle-ignore: some-rule, other-rule` behind a line for that line, or on a line
 * of its own for the block that follows, and `# twinkle-ignore-file: some-rule` for the file. A reason may stand
 * behind ` -- `.
 */
import type { Finding, Fix } from '../../document/tree/finding';
import { inSomePart } from '../../document/tree/inParts';
import { nodeAtOffset } from '../../document/tree/locate';
import { nearestNames } from '../../strings/nearest';
import { nearestFixes } from '../../document/edits/nearestFixes';
import { lineAt, lineEnd } from '../../document/tree/positions';
import type { ParsedDocument, Span } from '../../document/tree/tree';
import { text, type Text } from '../../text/text';
import { codes } from './codes';

export interface Suppression {
  readonly code: string;
  /** Of the code in the comment. */
  readonly span: Span;
  /** Of the whole comment, from its `#`. */
  readonly comment: Span;
  /** Where findings that begin there are silenced; absent: in the whole file. */
  readonly scope?: Span;
}

const word = 'twinkle-ignore';
const holdsWord = inSomePart(source => source.includes(word));

export function suppressionsIn(document: ParsedDocument): Suppression[] {
  const found: Suppression[] = [];
  if (!holdsWord(document)) return found;
  for (let at = document.text.indexOf(word); at !== -1; at = document.text.indexOf(word, at + 1)) {
    found.push(...readComment(document, lineAt(document, at)));
    at = lineEnd(document, lineAt(document, at));
  }
  return found;
}

function readComment(document: ParsedDocument, line: number): Suppression[] {
  const start = document.lineStarts[line] ?? 0;
  const content = document.text.slice(start, lineEnd(document, line));
  const match = /(?:^|\s)(#\s*twinkle-ignore(-file)?:\s*)([a-z][\w-]*(?:[\s,]+(?!--)[a-z][\w-]*)*)/.exec(
    content,
  );
  if (match === null) return [];
  const [whole, marker = '', isFile, codes = ''] = match;
  const hash = start + match.index + whole.indexOf('#');
  if (isInText(document, hash)) return [];
  const comment = { start: hash, end: start + content.length };
  const scope = isFile === undefined ? scopeOf(document, line, hash) : undefined;
  const first = hash + marker.length;
  return [...codes.matchAll(/[a-z][\w-]*/g)].map(({ 0: code, index }) => ({
    code,
    span: { start: first + index, end: first + index + code.length },
    comment,
    ...(scope !== undefined && { scope }),
  }));
}

/** True inside of a block scalar or of quotes, where `#` begins no comment. */
function isInText(document: ParsedDocument, offset: number): boolean {
  const node = nodeAtOffset(document, offset)?.node;
  return node?.kind === 'scalar' && node.span.start < offset && offset < node.span.end;
}

/** The line of a comment that stands behind something, else the block that begins below. */
function scopeOf(document: ParsedDocument, line: number, hash: number): Span {
  const { text: source, lineStarts } = document;
  const start = lineStarts[line] ?? 0;
  if (source.slice(start, hash).trim() !== '') return { start, end: hash };
  const contentOf = (index: number) => source.slice(lineStarts[index] ?? 0, lineEnd(document, index));
  const isNothing = (index: number) => /^\s*(?:#.*)?$/.test(contentOf(index));
  let first = line + 1;
  while (first < lineStarts.length && isNothing(first)) first += 1;
  const indent = indentOf(contentOf(first));
  // A list may stand at the column of its key.
  const ownsDashes = !/^\s*-(?:\s|$)/.test(contentOf(first));
  let last = first;
  for (let next = first + 1; next < lineStarts.length; next += 1) {
    const content = contentOf(next);
    if (isNothing(next)) continue;
    const isInside =
      indentOf(content) > indent || (ownsDashes && indentOf(content) === indent && /^\s*-\s/.test(content));
    if (!isInside) break;
    last = next;
  }
  return {
    start: lineStarts[first] ?? source.length,
    end: lineEnd(document, Math.min(last, lineStarts.length - 1)),
  };
}

function indentOf(content: string): number {
  return content.length - content.trimStart().length;
}

/**
 * The findings that are not silenced, and a hint for each suppression that silences nothing, unless `isOff` says that
 * its code is not looked for.
 */
export function withoutSuppressed(
  document: ParsedDocument,
  findings: readonly Finding[],
  isOff: (code: string) => boolean,
): readonly Finding[] {
  const suppressions = suppressionsIn(document);
  if (suppressions.length === 0) return findings;
  const used = new Set<Suppression>();
  const left = findings.filter(finding => {
    const by = suppressions.filter(suppression => covers(suppression, finding));
    for (const suppression of by) used.add(suppression);
    return by.length === 0;
  });
  // What a text that cannot be read to its end would bring is not known.
  if (document.problems.length > 0) return left;
  const unused = suppressions.filter(suppression => !used.has(suppression) && !isOff(suppression.code));
  return [...left, ...unused.map(suppression => unusedFinding(document, suppression, suppressions))];
}

function covers({ code, scope }: Suppression, finding: Finding): boolean {
  if (code !== finding.code) return false;
  return scope === undefined || (finding.span.start >= scope.start && finding.span.start <= scope.end);
}

function unusedFinding(
  document: ParsedDocument,
  suppression: Suppression,
  all: readonly Suppression[],
): Finding {
  const { code, span, comment } = suppression;
  return {
    code: 'unused-suppression',
    stage: 'silent',
    severity: 'hint',
    message: messageOf(code),
    span,
    path: [code],
    fixes: () => {
      const renames = renamesOf(suppression);
      const isAlone = all.filter(other => other.comment.start === comment.start).length === 1;
      const removes: Fix = {
        title: text('Remove the comment'),
        edits: [{ span: removal(document, comment), newText: '' }],
        preferred: renames.length === 0,
      };
      return isAlone ? [...renames, removes] : renames;
    },
  };
}

function messageOf(code: string): Text {
  if (codes.includes(code)) return text('There is no finding `{0}` here to ignore.', code);
  const [nearest] = nearestNames(code, codes);
  return nearest === undefined
    ? text('Unknown rule `{0}`: nothing is ignored.', code)
    : text('Unknown rule `{0}`: nothing is ignored. Did you mean `{1}`?', code, nearest.name);
}

/** Other codes that may have been meant, the nearest first; none for a code that there is. */
function renamesOf({ code, span }: Suppression): Fix[] {
  if (codes.includes(code)) return [];
  return nearestFixes(code, codes, name => [{ span, newText: name }]).slice(0, 3);
}

/** The comment with its line if it is alone there, else with the blanks before it. */
function removal(document: ParsedDocument, { start, end }: Span): Span {
  const line = lineAt(document, start);
  const lineStart = document.lineStarts[line] ?? 0;
  const before = document.text.slice(lineStart, start);
  if (before.trim() === '') return { start: lineStart, end: document.lineStarts[line + 1] ?? end };
  return { start: lineStart + before.trimEnd().length, end };
}
