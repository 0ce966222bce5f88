/** For the tests of completion: what is offered at a mark in a text, and the text after an item was taken. */
import type { CompletionItem } from 'vscode-languageserver';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { english } from '../../server/src/text/text';
import { createAnalyzer, type Analysis } from '../../server/src/analysis/analysis';
import { completion } from '../../server/src/features/completion/completion';
import { plainText } from '../../server/src/features/completion/snippet';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

export interface Options {
  readonly isCluster?: boolean;
  /** Text of the cluster file that belongs to the configuration. */
  readonly cluster?: string;
  readonly snippets?: boolean;
  readonly suggestCommand?: string;
}

export function analyze(text: string, { isCluster = false, cluster }: Options = {}): Analysis {
  if (isCluster) return analyzer.cluster({ uri: 'file:///c', text }, {});
  const file = cluster === undefined ? undefined : analyzer.cluster({ uri: 'file:///c', text: cluster }, {});
  return analyzer.config({ uri: 'file:///s', text }, {}, file);
}

/** Items at the mark ‸, in the order in which an editor shows them. */
export function at(marked: string, options: Options = {}): CompletionItem[] {
  const offset = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const position = TextDocument.create('', '', 0, text).positionAt(offset);
  const items = completion(analyze(text, options), position, english, {
    snippets: options.snippets ?? false,
    suggestCommand: options.suggestCommand,
  });
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

export function labels(marked: string, options: Options = {}): string[] {
  return at(marked, options).map(({ label }) => label);
}

/** The text after the item of a label was taken, its places with the values that they start with. */
export function taken(marked: string, label: string, options: Options = {}): string {
  const item = at(marked, options).find(each => each.label === label);
  if (item === undefined) throw new Error(`${label} is not offered`);
  const edit = item.textEdit as TextEdit;
  const newText = options.snippets === true ? plainText(edit.newText) : edit.newText;
  return TextDocument.applyEdits(TextDocument.create('', '', 0, marked.replace('‸', '')), [
    { ...edit, newText },
  ]);
}
