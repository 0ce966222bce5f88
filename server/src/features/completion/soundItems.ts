/** The items of a completion after which a text is still read. */
import { InsertTextFormat, type CompletionItem } from 'vscode-languageserver';
import { offsetAt } from '../../document/tree/positions';
import { Trial } from '../../document/edits/trial';
import type { ParsedDocument } from '../../document/tree/tree';
import { plainText } from './snippet';

/**
 * What stands around a place may be nothing that anybody thinks of, such as a key over several lines, so items are
 * tried before they are offered: of those that are alike one. Of a text that is broken, as most are while somebody is
 * typing, its meaning is unknown, and all are offered.
 */
export function soundItems(document: ParsedDocument, items: readonly CompletionItem[]): CompletionItem[] {
  if (document.problems.length > 0) return [...items];
  const trial = new Trial(document);
  const known = new Map<string, boolean>();
  return items.filter(item => {
    const text = textOf(item);
    const shape = shapeOf(text);
    const isSound = known.get(shape) ?? isSoundAfter(trial, document, item, text);
    known.set(shape, isSound);
    return isSound;
  });
}

function isSoundAfter(
  trial: Trial,
  document: ParsedDocument,
  { textEdit }: CompletionItem,
  newText: string,
): boolean {
  if (textEdit === undefined) return true;
  const { start, end } = 'range' in textEdit ? textEdit.range : textEdit.replace;
  const span = { start: offsetAt(document, start), end: offsetAt(document, end) };
  return trial.isSoundAfter([{ span, newText }]) !== false;
}

/** What is in the text when an item was taken and nothing filled in. */
function textOf({ textEdit, insertTextFormat }: CompletionItem): string {
  const text = textEdit?.newText ?? '';
  return insertTextFormat === InsertTextFormat.Snippet ? plainText(text) : text;
}

/** The same for all texts of one line that differ in words alone, and for all blocks alike at both ends with as many items. */
function shapeOf(text: string): string {
  const lines = text.replace(/[\w./]+(?:-+[\w./]+)*/g, 'w').split('\n');
  const items = lines.filter(line => /^\s*- /.test(line)).length;
  const [first = '', ...others] = lines;
  return [first, ...others.slice(-1), ...(items > 0 ? [items] : [])].join('\n');
}
