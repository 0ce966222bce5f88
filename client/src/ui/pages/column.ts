import * as vscode from 'vscode';

/**
 * Column of a page that belongs beside the file that it was made from: the one that has it already, or shows another page
 * of ours, so that no third column opens; and beside nothing the empty one, which would stay empty.
 */
export function columnBeside(page: vscode.Uri): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const open =
    all.find(({ tabs }) => tabs.some(tab => pageOf(tab)?.toString() === page.toString())) ??
    all.find(({ activeTab }) => pageOf(activeTab) !== undefined);
  if (open !== undefined) return open.viewColumn;
  return activeTabGroup.tabs.length === 0 ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}

/** What a tab shows, where it is a page of ours. */
function pageOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  return input instanceof vscode.TabInputText && input.uri.scheme.startsWith('twinkle-')
    ? input.uri
    : undefined;
}
