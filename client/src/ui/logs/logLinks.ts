/** Links in our channels: from a place that a line of a log names to the line of that file. */
import * as vscode from 'vscode';
import { placesIn } from '../../core/logs/places';

/** Lines of the end that are looked through: the whole text is looked at after each change. */
const mostLines = 5_000;

export function logLinks(): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(
    { scheme: 'output', language: 'log' },
    {
      provideDocumentLinks: document => {
        if (!/-Twinkle (?:Server Log|Log: )/.test(document.uri.path)) return [];
        const from = Math.max(0, document.lineCount - mostLines);
        return Array.from({ length: document.lineCount - from }, (_, index) => from + index).flatMap(line =>
          placesIn(document.lineAt(line).text).map(
            ({ start, end, path, line: target }) =>
              new vscode.DocumentLink(
                new vscode.Range(line, start, line, end),
                vscode.Uri.file(path).with({ fragment: `L${target}` }),
              ),
          ),
        );
      },
    },
  );
}
