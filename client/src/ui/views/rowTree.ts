/** Rows of core/rows/row.ts as a tree view. What they say is decided there; here is only how VS Code draws it. */
import * as vscode from 'vscode';
import type { Disposable } from '../../core/async/event';
import { harmless } from '../../core/text/harmless';
import { KeyedRows, type KeyedRow } from '../../core/rows/keyedRows';
import type { Row, Tone } from '../../core/rows/row';
import { Disposables } from '../disposables';
import { buttonOf } from '../messages/buttons';
import { renderAll, renderSpoken } from '../messages/l10n';

/** Theme colors by tone; `normal` has none, so that it follows the text. */
const colors: Readonly<Record<Tone, string | undefined>> = {
  normal: undefined,
  good: 'testing.iconPassed',
  busy: 'charts.blue',
  warning: 'twinkle.warningForeground',
  error: 'twinkle.errorForeground',
  muted: 'disabledForeground',
};

export class RowTree implements Disposable, vscode.TreeDataProvider<KeyedRow> {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<KeyedRow[] | undefined>());
  readonly #view: vscode.TreeView<KeyedRow>;
  readonly #rows = new KeyedRows();

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidChangeVisibility: vscode.Event<vscode.TreeViewVisibilityChangeEvent>;

  constructor(viewId: string) {
    this.#view = this.#owned.add(
      vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: false }),
    );
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
    this.#owned.add(
      this.#view.onDidCollapseElement(({ element }) => {
        this.#rows.collapse(element);
      }),
    );
    this.#owned.add(
      this.#view.onDidExpandElement(({ element }) => {
        this.#draw(this.#rows.expand(element));
      }),
    );
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Shows these rows; refreshes only what looks different, so that focus and scrolling stay. */
  set(rows: readonly Row[], message: string): void {
    // A description would not be seen: a container with one view shows the container's title in its place.
    const told = harmless(message);
    if ((this.#view.message ?? '') !== told) this.#view.message = told;
    this.#draw(this.#rows.update(rows));
  }

  getChildren(element?: KeyedRow): KeyedRow[] {
    return [...this.#rows.children(element)];
  }

  getTreeItem({ row }: KeyedRow): vscode.TreeItem {
    const item = new vscode.TreeItem(renderAll([row.label], ''), collapsibleState(row));
    item.id = row.id;
    item.description = renderAll(row.description, ' · ');
    item.tooltip = renderAll(row.tooltip, '\n');
    item.accessibilityInformation = { label: renderSpoken(row.accessibility) };
    const color = colors[row.tone];
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      color === undefined ? undefined : new vscode.ThemeColor(color),
    );
    item.contextValue = row.context;
    // A row that has nothing below it and nothing to do on a click shows then what does not fit into it.
    const command = row.command ?? (row.children === undefined ? 'twinkle.showDetails' : undefined);
    if (row.action !== undefined) item.command = buttonOf(row.action);
    else if (command !== undefined) {
      item.command = { command, title: renderAll([row.label], ''), arguments: [row] };
    }
    return item;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #draw(changed: readonly (KeyedRow | undefined)[]): void {
    if (changed.length === 0) return;
    const elements = changed.filter(element => element !== undefined);
    this.#changed.fire(elements.length < changed.length ? undefined : elements);
  }
}

function collapsibleState(row: Row): vscode.TreeItemCollapsibleState {
  if (row.children === undefined) return vscode.TreeItemCollapsibleState.None;
  return row.expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
