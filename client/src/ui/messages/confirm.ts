/** The questions of a launch or a stop that must be answered before it goes on. */
import * as vscode from 'vscode';
import type { Question } from '../../core/launch/question';
import { render } from './l10n';
import { askModal } from './shown';

/** True if it may go on. Closing the dialog is a no, and so is a look at the problems. */
export async function confirm({ ask, details, yes, problemsOf }: Question): Promise<boolean> {
  const goOn = render(yes);
  const look = vscode.l10n.t('Show Problems');
  const buttons = problemsOf === undefined ? [goOn] : [look, goOn];
  const chosen = await askModal(render(ask), details.map(render).join('\n'), ...buttons);
  if (chosen === look && problemsOf !== undefined)
    await vscode.commands.executeCommand('twinkle.checkFile', vscode.Uri.file(problemsOf));
  return chosen === goOn;
}
