/** Cluster and server in a few characters; a click opens the tree, and the tooltip has what comes next. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import type { StatusText, Tone } from '../../core/rows/row';
import { buttonOf } from '../messages/buttons';
import { renderAll, renderSpoken } from '../messages/l10n';

const backgrounds: Partial<Record<Tone, string>> = {
  warning: 'statusBarItem.warningBackground',
  error: 'statusBarItem.errorBackground',
};

export class StatusBar implements Disposable {
  readonly #item: vscode.StatusBarItem;
  #shown = '';

  constructor() {
    this.#item = vscode.window.createStatusBarItem('twinkle.status', vscode.StatusBarAlignment.Left, 1);
    this.#item.name = vscode.l10n.t('Twinkle: cluster and server');
    this.#item.command = { command: 'twinkle.cluster.focus', title: vscode.l10n.t('Show the cluster') };
  }

  /** Undefined hides it: there is nothing to tell where the workspace has no cluster file. */
  set(status: StatusText | undefined): void {
    if (status === undefined) {
      this.#shown = '';
      this.#item.hide();
      return;
    }
    const shown = JSON.stringify(status);
    // A new tooltip closes the one that is open, whose link somebody may be about to click.
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#item.text = `$(${status.icon}) ${renderAll(status.parts, ' · ')}`;
    this.#item.tooltip = tooltipOf(status);
    // Icon names and links would be read aloud.
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Twinkle: {0}', renderSpoken(status.accessibility)),
      role: 'button',
    };
    const background = backgrounds[status.tone];
    this.#item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** Words from outside are appended as text, which escapes them; only our own commands can be run. */
function tooltipOf({ tooltip, actions }: StatusText): vscode.MarkdownString {
  const buttons = actions.map(buttonOf);
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: buttons.map(({ command }) => command) };
  for (const line of tooltip) markdown.appendText(renderAll([line], '')).appendMarkdown('\n\n');
  const links = buttons.map(
    ({ title, command, arguments: args }) =>
      `[${title}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`,
  );
  return markdown.appendMarkdown(links.join(' | '));
}
