/**
 * Colors of the forecast's lines. They are decorations, since a theme gives the scopes of a grammar whatever it gives to
 * Markdown: headings in the red of an error, and comments in the green of a success.
 */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import { Disposables } from '../disposables';

export const forecastScheme = 'twinkle-forecast';

/** By the mark that begins a line. Two are of our own: in high contrast, those of a list have no value. */
const colors: Readonly<Record<string, string>> = {
  '✔': 'charts.green',
  '✘': 'twinkle.errorForeground',
  '?': 'twinkle.warningForeground',
  '!': 'twinkle.warningForeground',
  '–': 'descriptionForeground',
};

export class ForecastColors implements Disposable {
  readonly #owned = new Disposables();
  readonly #types = Object.entries(colors).map(([mark, color]) => ({
    mark,
    type: this.#owned.add(
      vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor(color) }),
    ),
  }));

  constructor() {
    this.#owned.add(
      vscode.window.onDidChangeVisibleTextEditors(editors => {
        for (const editor of editors) this.#paint(editor);
      }),
    );
    this.#owned.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        for (const editor of vscode.window.visibleTextEditors)
          if (editor.document === document) this.#paint(editor);
      }),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #paint(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document.uri.scheme !== forecastScheme) return;
    const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line));
    for (const { mark, type } of this.#types) {
      const ranges = lines.filter(({ text }) => text.startsWith(`${mark} `)).map(({ range }) => range);
      editor.setDecorations(type, ranges);
    }
  }
}
