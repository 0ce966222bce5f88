/** Rows of core/rows/row.ts as a tree view. What they say is decided there; here is only how VS Code draws it. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import { harmless } from '../../core/text/harmless';
import type { Row, Tone } from '../../core/rows/row';
import { renderAll } from '../messages/l10n';

/** Theme colors by tone; `normal` has none, so that it follows the text. */
const colors: Readonly<Record<Tone, string | undefined>> = {
  normal: undefined,
  good: 'testing.iconPassed',
  busy: 'charts.blue',
  warning: 'list.warningForeground',
  error: 'list.errorForeground',
  muted: 'disabledForeground',
};

export class RowTree implements Disposable, vscode.TreeDataProvider<Row> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<Row>;
  #rows: readonly Row[] = [];
  #drawn = '[]';

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidChangeVisibility: vscode.Event<vscode.TreeViewVisibilityChangeEvent>;

  constructor(viewId: string) {
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: false });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Shows these rows; draws nothing if they say the same as before, so that focus and scrolling stay. */
  set(rows: readonly Row[], message: string): void {
    // A description would not be seen: a container with one view shows the container's title in its place.
    const told = harmless(message);
    if ((this.#view.message ?? '') !== told) this.#view.message = told;
    const drawn = JSON.stringify(rows);
    if (drawn === this.#drawn) return;
    this.#rows = rows;
    this.#drawn = drawn;
    this.#changed.fire(undefined);
  }

  getChildren(row?: Row): Row[] {
    return [...(row === undefined ? this.#rows : row.children)];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(renderAll([row.label], ''), collapsibleState(row));
    item.id = row.id;
    item.description = renderAll(row.description, ' · ');
    item.tooltip = renderAll(row.tooltip, '\n');
    item.accessibilityInformation = { label: renderAll(row.accessibility, ', ') };
    const color = colors[row.tone];
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      color === undefined ? undefined : new vscode.ThemeColor(color),
    );
    item.contextValue = row.context;
    if (row.command !== undefined) {
      item.command = { command: row.command, title: renderAll([row.label], ''), arguments: [row] };
    }
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function collapsibleState(row: Row): vscode.TreeItemCollapsibleState {
  if (row.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return row.expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
