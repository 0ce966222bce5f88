/** The editor's own classes cannot be had here; its answers are plain objects of the same fields. */
import type * as vscode from 'vscode';
import { expect, it } from 'vitest';
import { harmlessAnswers } from './harmlessAnswers';

const bad = 'app $(trash)';
const good = 'app $\u2060(trash)';

const token = {} as vscode.CancellationToken;

it('draws no icon for a symbol of a file, at any depth', async () => {
  const symbols = [{ name: bad, detail: bad, children: [{ name: bad, detail: '', children: [] }] }];
  const answer = await harmlessAnswers.provideDocumentSymbols?.({} as vscode.TextDocument, token, () =>
    Promise.resolve(symbols as unknown as vscode.DocumentSymbol[]),
  );
  expect(answer).toEqual([
    { name: good, detail: good, children: [{ name: good, detail: '', children: [] }] },
  ]);
});

it('draws no icon for a symbol of the workspace, nor for what holds it', async () => {
  const symbols = [{ name: bad, containerName: bad }];
  const answer = await harmlessAnswers.provideWorkspaceSymbols?.('app', token, () =>
    Promise.resolve(symbols as unknown as vscode.SymbolInformation[]),
  );
  expect(answer).toEqual([{ name: good, containerName: good }]);
});

it('leaves no answer as it is', async () => {
  const none = () => Promise.resolve(undefined);
  expect(await harmlessAnswers.provideDocumentSymbols?.({} as vscode.TextDocument, token, none)).toBe(
    undefined,
  );
  expect(await harmlessAnswers.provideWorkspaceSymbols?.('', token, none)).toBe(undefined);
});
