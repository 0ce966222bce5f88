/** The question of a launch or a stop whose checks warn. */
import * as vscode from 'vscode';
import type { PreflightCheck } from '../../core/launch/view';
import type { Text } from '../../core/text/text';
import { render } from './l10n';
import { confirmModal } from './shown';

/** True if it may go on. Closing the dialog is a no. */
export async function confirm(question: Text, checks: readonly PreflightCheck[]): Promise<boolean> {
  const lines = checks
    .filter(({ outcome }) => outcome === 'warning' || outcome === 'failed')
    .map(({ title, detail, remedy }) =>
      [title, detail, remedy]
        .filter(part => part !== undefined)
        .map(render)
        .join(' — '),
    );
  return confirmModal(render(question), lines.join('\n'), vscode.l10n.t('Continue'));
}
