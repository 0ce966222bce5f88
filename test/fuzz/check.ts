/** What must hold after every edit, whatever the text has become. A broken promise is an Error that says which. */
import { isDeepStrictEqual } from 'node:util';
import { InsertTextFormat, type CompletionItem, type Position } from 'vscode-languageserver';
import { createAnalyzer, type Analysis, type ConfigAnalysis } from '../../server/src/analysis/analysis';
import { completion } from '../../server/src/features/completion/completion';
import { plainText } from '../../server/src/features/completion/snippet';
import { certainEdits } from '../../server/src/features/codeActions/certainEdits';
import { references } from '../../server/src/features/navigation/definition';
import { documentLinks } from '../../server/src/features/navigation/links';
import { rename } from '../../server/src/features/navigation/rename';
import { RenameRefused } from '../../server/src/features/navigation/renameRefused';
import { refactorings } from '../../server/src/features/refactorings/refactorings';
import { soundFixes } from '../../server/src/features/codeActions/soundFixes';
import { hover } from '../../server/src/features/hover/hover';
import { commonEnd, commonStart } from '../../server/src/strings/commonEnds';
import type { Finding, TextEdit } from '../../server/src/document/tree/finding';
import { formatEdits } from '../../server/src/document/format/format';
import { isSameMeaning } from '../../server/src/document/format/meaning';
import { markAt, marksOf } from '../../server/src/document/cursor/marks';
import { parseDocument } from '../../server/src/document/parse';
import { offsetAt, positionAt } from '../../server/src/document/tree/positions';
import type { TextChange } from '../../server/src/document/tree/textChange';
import type { ParsedDocument, Span, TreeNode } from '../../server/src/document/tree/tree';
import { english } from '../../server/src/text/text';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import type { Random } from './random';

const uri = 'file:///fuzz/server_config.yaml';
const analyzer = createAnalyzer(message => {
  throw new Error(`a rule crashed: ${message}`);
});

export const analyzed = (text: string, previous?: Analysis, change?: TextChange): ConfigAnalysis =>
  analyzer.config({ uri, text, ...(change && { change }) }, {}, undefined, previous);

/** Of every other text it is known how it came from the one before, as with an editor. */
function changeOf(before: string, now: string): TextChange | undefined {
  if (now.length % 2 === 0) return undefined;
  const start = commonStart(before, now);
  const same = commonEnd(before, now, Math.min(before.length, now.length) - start);
  return { start, end: before.length - same, newText: now.slice(start, now.length - same) };
}

/** The reading that follows from the last one, after it was compared with a fresh one. */
export function checkedEdit(text: string, previous: Analysis): ConfigAnalysis {
  const now = analyzed(text, previous, changeOf(previous.document.text, text));
  const fresh = analyzed(text);
  promise(
    isDeepStrictEqual(treeOf(now.document), treeOf(fresh.document)),
    'the incremental tree is that of a fresh parse',
  );
  promise(
    isDeepStrictEqual(now.findings.map(told), fresh.findings.map(told)),
    'the incremental findings are the fresh ones',
  );
  for (const { span, related = [] } of now.findings)
    for (const each of [span, ...related.map(one => one.span)])
      promise(isInside(each, text), 'all ranges are inside of the text');
  const { root } = now.document;
  if (root !== undefined) checkSpans(root, text);
  return now;
}

/** Each fix applies to the text, and one that was sound is sound after it. What a broken text meant is unknown. */
export function checkFixes(analysis: Analysis): void {
  const { document, findings } = analysis;
  const isSound = document.problems.length === 0;
  const fixesOf = soundFixes(analysis);
  for (const finding of findings) {
    for (const fix of fixesOf(finding)) {
      promise(fix.edits.length > 0, `the fix '${english(fix.title)}' of ${finding.code} has edits`);
      const after = applied(document.text, fix.edits, `the fix '${english(fix.title)}' of ${finding.code}`);
      promise(
        !isSound || syntaxErrors(parseDocument(after)) === 0,
        `the text parses after the fix '${english(fix.title)}' of ${finding.code}`,
      );
    }
  }
  const after = applied(document.text, certainEdits(analysis), 'all certain fixes');
  promise(!isSound || syntaxErrors(parseDocument(after)) === 0, 'the text parses after all certain fixes');
}

/** Hover and completion at a random place hold. */
export function checkPlace(analysis: Analysis, random: Random): void {
  const { document } = analysis;
  const offset = random.below(document.text.length + 1);
  hover(analysis, positionAt(document, offset), english);
  checkRename(analysis, offset);
  checkCompletion(analysis, offset, random.below(2) === 0);
}

/** A rename at a place, and of the first anchor or alias, applies; that of an anchor leaves what a text means as it is. */
function checkRename(analysis: Analysis, offset: number): void {
  const { document } = analysis;
  const [mark] = marksOf(document).filter(({ kind }) => kind !== 'merge');
  for (const at of [offset, ...(mark === undefined ? [] : [mark.span.start])]) {
    const position = positionAt(document, at);
    const isAnchor = markAt(document, at) !== undefined;
    references(analysis, position);
    const edits = renameEdits(analysis, position) ?? [];
    const what = `the rename at ${position.line}:${position.character}`;
    const places = new Set(edits.map(({ span }) => span.start));
    promise(places.size === edits.length, `${what} edits each place once`);
    applied(document.text, edits, what);
    if (!isAnchor || document.problems.length > 0 || edits.length === 0) continue;
    promise(isSameMeaning(document, edits), `a text means the same after ${what}`);
  }
}

/** Undefined where it is refused. */
function renameEdits(analysis: Analysis, position: Position): TextEdit[] | undefined {
  const { document } = analysis;
  try {
    const edits = rename([analysis], position, 'no-such-name')[analysis.uri] ?? [];
    return edits.map(({ range, newText }) => ({
      newText,
      span: { start: offsetAt(document, range.start), end: offsetAt(document, range.end) },
    }));
  } catch (error) {
    if (error instanceof RenameRefused) return undefined;
    throw error;
  }
}

/** Each completion at a place applies; a text that was sound parses after it. */
export function checkCompletion(analysis: Analysis, offset: number, snippets: boolean): void {
  const { document } = analysis;
  const position = positionAt(document, offset);
  const isSound = document.problems.length === 0;
  // The texts have most in common, so each is read with what the one before has left.
  let last: ParsedDocument | undefined;
  for (const item of completion(analysis, position, english, {
    snippets,
    suggestCommand: 'client.suggest',
  })) {
    const edits = editsOf(item, document);
    const what = `the completion '${item.label}' at ${position.line}:${position.character}`;
    const after = applied(document.text, edits, what);
    if (!isSound) continue;
    last = parseDocument(after, last);
    promise(syntaxErrors(last) === 0, `the text parses after ${what}`);
  }
}

/** A text that the loader reads means the same when it is formatted, and has its layout then; any other is left alone. */
export function checkLayout({ document }: Analysis, random: Random): void {
  const tabSize = 2 + random.below(3);
  const edits = formatEdits(document, { tabSize });
  if (edits.length === 0) return;
  promise(document.problems.length === 0, 'only what the loader reads is formatted');
  promise(isSameMeaning(document, edits), 'a text means the same when it is formatted');
  const after = applied(document.text, edits, 'the formatting');
  promise(bare(after) === bare(document.text), 'formatting changes blanks and line breaks only');
  promise(formatEdits(parseDocument(after), { tabSize }).length === 0, 'formatting is done after once');
}

function bare(text: string): string {
  return text.replace(/[ \t\r\n]/g, '');
}

/** Refactorings at a random place apply, and a text parses after them. */
export function checkRefactorings(analysis: Analysis, random: Random): void {
  const { document } = analysis;
  const position = positionAt(document, random.below(document.text.length + 1));
  documentLinks(analysis);
  for (const { title, edits } of refactorings(analysis, position, true)) {
    const what = `the refactoring '${english(title)}' at ${position.line}:${position.character}`;
    const after = applied(document.text, edits, what);
    promise(parseDocument(after).problems.length === 0, `the text parses after ${what}`);
  }
}

function editsOf(
  { textEdit, insertTextFormat, additionalTextEdits = [] }: CompletionItem,
  document: ParsedDocument,
): TextEdit[] {
  const main =
    textEdit === undefined
      ? []
      : [{ newText: textEdit.newText, range: 'range' in textEdit ? textEdit.range : textEdit.replace }];
  const isSnippet = insertTextFormat === InsertTextFormat.Snippet;
  return [...main, ...additionalTextEdits].map(({ newText, range }) => ({
    newText: isSnippet ? plainText(newText) : newText,
    span: { start: offsetAt(document, range.start), end: offsetAt(document, range.end) },
  }));
}

function applied(text: string, edits: readonly TextEdit[], what: string): string {
  for (const { span } of edits) promise(isInside(span, text), `the edits of ${what} are inside of the text`);
  return applyEdits(text, edits);
}

function syntaxErrors({ problems }: ParsedDocument): number {
  return problems.filter(({ code }) => code === 'yaml-syntax').length;
}

function told({ code, severity, message, span, path, related }: Finding): unknown {
  return { code, severity, message, span, path, related };
}

function treeOf({ root, nodes, problems, lineStarts }: ParsedDocument): unknown {
  return { root, nodes, problems: problems.map(told), lineStarts };
}

function checkSpans(node: TreeNode, text: string): void {
  promise(isInside(node.span, text), 'all nodes are inside of the text');
  if (node.kind === 'sequence') for (const item of node.items) checkSpans(item, text);
  if (node.kind === 'mapping')
    for (const { key, value } of node.entries) {
      promise(isInside(key.span, text), 'all keys are inside of the text');
      checkSpans(value, text);
    }
}

function isInside({ start, end }: Span, text: string): boolean {
  return start >= 0 && start <= end && end <= text.length;
}

function promise(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Not true: ${what}`);
}
