/** Opens a file with the cursor at a place. */
import * as vscode from 'vscode';
import type { WireRange } from '../../../../server/src/protocol';

/** @param range its start gets the cursor; without one the file opens as it was left */
export async function showAt(uri: vscode.Uri, range: WireRange | undefined): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  if (range === undefined) return editor;
  const { start, end } = range;
  const place = new vscode.Range(start.line, start.character, end.line, end.character);
  editor.selection = new vscode.Selection(place.start, place.start);
  editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}
