/** Goes to a place in the panel "Output", which VS Code shows as an editor that it has no command for. */
import * as vscode from 'vscode';
import { never, poll } from '../../core/async/wait';
import { redact } from '../../core/secrets/redact';

/** Milliseconds until the panel has its editor, and between two looks at it. */
const limitMs = 3_000;
const everyMs = 50;

/**
 * Goes to the last line that holds the first of these, in the channel that is being shown. Without such a line it stays
 * where it is.
 */
export async function goToOutput(lines: string): Promise<void> {
  const [first = ''] = redact(lines).split('\n');
  const words = first.trim();
  if (words === '') return;
  await poll(() => Promise.resolve(select(words)), { everyMs, limitMs, signal: never });
}

/** True where it was found; undefined to look again. */
function select(words: string): true | undefined {
  for (const editor of vscode.window.visibleTextEditors) {
    const { document } = editor;
    if (document.uri.scheme !== 'output') continue;
    const at = document.getText().lastIndexOf(words);
    if (at < 0) continue;
    const { range } = document.lineAt(document.positionAt(at));
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
    return true;
  }
  return undefined;
}
