/** Cluster and server in a few characters; a click opens the tree. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import type { StatusText, Tone } from '../../core/rows/row';
import { renderAll } from '../messages/l10n';

const backgrounds: Partial<Record<Tone, string>> = {
  warning: 'statusBarItem.warningBackground',
  error: 'statusBarItem.errorBackground',
};

export class StatusBar implements Disposable {
  readonly #item: vscode.StatusBarItem;

  constructor() {
    this.#item = vscode.window.createStatusBarItem('twinkle.status', vscode.StatusBarAlignment.Left, 1);
    this.#item.name = vscode.l10n.t('Twinkle: cluster and server');
    this.#item.command = { command: 'twinkle.cluster.focus', title: vscode.l10n.t('Show the cluster') };
  }

  /** Undefined hides it: there is nothing to tell where the workspace has no cluster file. */
  set(status: StatusText | undefined): void {
    if (status === undefined) {
      this.#item.hide();
      return;
    }
    const words = renderAll(status.parts, ' · ');
    const tooltip = renderAll(status.tooltip, '\n');
    this.#item.text = `$(${status.icon}) ${words}`;
    this.#item.tooltip = tooltip;
    // Icon names would be read aloud.
    this.#item.accessibilityInformation = { label: `Twinkle: ${words}`, role: 'button' };
    const background = backgrounds[status.tone];
    this.#item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
