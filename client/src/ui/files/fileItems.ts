/** Files as a list to choose from, each with how many problems it has. */
import * as vscode from 'vscode';
import { never, within } from '../../core/async/wait';
import type { Findings } from '../../core/launch/view';
import { counted } from '../../core/text/counted';
import { text } from '../../core/text/text';
import { renderSpoken } from '../messages/l10n';

/** Undefined where nobody can tell. */
export type FindingsOf = (uri: vscode.Uri) => Promise<Findings | undefined>;

export interface FileItem extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** The list waits so long (ms) for the problems; a file whose are not known by then has none beside it. */
const mostMs = 2_000;

export function fileItems(files: readonly vscode.Uri[], findings: FindingsOf): Promise<FileItem[]> {
  return Promise.all(
    files.map(async uri => {
      const found = await within(
        findings(uri).catch(() => undefined),
        mostMs,
        never,
      );
      return { label: vscode.workspace.asRelativePath(uri), uri, ...beside(found?.value) };
    }),
  );
}

/** In words, and as an icon, which a reader of the screen does not need. */
function beside(found: Findings | undefined): Partial<vscode.QuickPickItem> {
  if (found === undefined) return {};
  const { warnings } = found;
  const errors = found.errors.length;
  const parts = [
    ...(errors === 0 ? [] : [counted(errors, text('1 error'), text('{0} errors', errors))]),
    ...(warnings === 0 ? [] : [counted(warnings, text('1 warning'), text('{0} warnings', warnings))]),
  ];
  if (parts.length === 0) return { description: vscode.l10n.t('no problems'), iconPath: icon('pass') };
  return { description: renderSpoken(parts), iconPath: icon(errors > 0 ? 'error' : 'warning') };
}

function icon(name: 'pass' | 'error' | 'warning'): vscode.ThemeIcon {
  const color = {
    pass: 'testing.iconPassed',
    error: 'twinkle.errorForeground',
    warning: 'twinkle.warningForeground',
  };
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color[name]));
}
