/** The view where the extension has no machine, in VS Code for the Web: it has no rows, and its welcome text says so. */
import * as vscode from 'vscode';
import { ContextWriter } from './context';

/** Without a provider VS Code would write that there is none. */
export function viewWithoutMachine(): vscode.Disposable {
  new ContextWriter().set({ noMachine: true });
  return vscode.window.registerTreeDataProvider<never>('twinkle.cluster', {
    getChildren: () => [],
    getTreeItem: element => element,
  });
}
