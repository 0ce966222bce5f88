import * as vscode from 'vscode';

/**
 * Column of a page that belongs beside the file that it was made from: the one that has it already, and beside nothing
 * the empty one, which would stay empty.
 */
export function columnBeside(page: vscode.Uri): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const has = ({ tabs }: vscode.TabGroup) =>
    tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === page.toString(),
    );
  const open = all.find(has);
  if (open !== undefined) return open.viewColumn;
  return activeTabGroup.tabs.length === 0 ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}
