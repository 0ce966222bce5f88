/** Takes the deployments away that the launcher drops anyway. */
import type { Application } from '../../config/serverConfig';
import type { Fix, TextEdit } from '../../document/tree/finding';
import { lineAt, lineEnd } from '../../document/tree/positions';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isOwn } from '../engine/place';

/** A fix that leaves only the first item of `deployments`; none where their text is shared with another place. */
export function removeItemsBehindFirst(document: ParsedDocument, application: Application): Fix[] {
  const { deployments } = application;
  const [first, second] = deployments;
  const last = deployments.at(-1);
  if (first === undefined || second === undefined || last === undefined) return [];
  if (!deployments.every(item => isOwn(application, item))) return [];
  const edit = isInBrackets(document, first.span.end)
    ? { span: { start: first.span.end, end: last.span.end }, newText: '' }
    : removeLines(document, second.span.start, last.span.end);
  if (edit === undefined) return [];
  return [{ title: text('Remove the deployments that have no effect'), edits: [edit], preferred: true }];
}

/** In block style the next thing behind an item is a dash on a line of its own. */
function isInBrackets({ text: source }: ParsedDocument, end: number): boolean {
  return /^\s*,/.test(source.slice(end, end + 200));
}

function removeLines(document: ParsedDocument, start: number, end: number): TextEdit | undefined {
  const dash = /-[ \t]*$/.exec(document.text.slice(Math.max(0, start - 100), start));
  if (dash === null) return undefined;
  const from = document.lineStarts[lineAt(document, start)] ?? 0;
  if (document.text.slice(from, start - dash[0].length).trim() !== '') return undefined;
  const lastLine = lineAt(document, end);
  const to = document.lineStarts[lastLine + 1] ?? lineEnd(document, lastLine);
  return { span: { start: from, end: to }, newText: '' };
}
