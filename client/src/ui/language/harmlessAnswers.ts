/**
 * Answers of the language server whose words VS Code draws icons or links in: titles of code lenses, labels of
 * completions, names of symbols, and why a rename is refused, which becomes a notification. They may hold names from a
 * file. Its Markdown is made harmless by the server (server/src/text/markdown.ts), and all else is shown as it is.
 */
import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { harmless } from '../../core/text/harmless';

export const harmlessAnswers: Pick<
  Middleware,
  | 'provideCompletionItem'
  | 'provideDocumentSymbols'
  | 'provideWorkspaceSymbols'
  | 'provideRenameEdits'
  | 'prepareRename'
> = {
  provideCompletionItem: async (document, position, context, token, next) => {
    const answer = await next(document, position, context, token);
    for (const item of Array.isArray(answer) ? answer : (answer?.items ?? [])) harmlessItem(item);
    return answer;
  },
  provideDocumentSymbols: async (document, token, next) => {
    const answer = await next(document, token);
    for (const symbol of answer ?? []) harmlessSymbol(symbol);
    return answer;
  },
  provideWorkspaceSymbols: async (query, token, next) => {
    const answer = await next(query, token);
    for (const symbol of answer ?? []) harmlessSymbol(symbol);
    return answer;
  },
  provideRenameEdits: (document, position, newName, token, next) =>
    harmlessRefusal(async () => next(document, position, newName, token)),
  prepareRename: (document, position, token, next) =>
    harmlessRefusal(async () => next(document, position, token)),
};

export function harmlessLenses<T extends vscode.CodeLens[] | null | undefined>(lenses: T): T {
  for (const { command } of lenses ?? []) if (command !== undefined) command.title = harmless(command.title);
  return lenses;
}

/** What is inserted and compared with what is typed stays as it is. */
function harmlessItem(item: vscode.CompletionItem): void {
  const { label } = item;
  const words = typeof label === 'string' ? label : label.label;
  const shown = harmless(words);
  if (shown === words) return;
  item.filterText ??= words;
  item.insertText ??= words;
  item.label = typeof label === 'string' ? shown : { ...label, label: shown };
}

function harmlessSymbol(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): void {
  symbol.name = harmless(symbol.name);
  if ('containerName' in symbol) {
    symbol.containerName = harmless(symbol.containerName);
    return;
  }
  if (!('children' in symbol)) return;
  symbol.detail = harmless(symbol.detail);
  for (const child of symbol.children) harmlessSymbol(child);
}

async function harmlessRefusal<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error) error.message = harmless(error.message);
    throw error;
  }
}
