/** Says what is so, where there is nothing to do or to show, and offers what fits. */
import * as vscode from 'vscode';
import { sentences } from '../../core/text/sentences';
import type { Text } from '../../core/text/text';
import type { Button } from './buttons';
import { render } from './l10n';
import type { OutputLog } from './outputLog';
import { showError } from './errors';
import { showMessage, type Severity } from './shown';

/** Does not wait: the message stays until somebody closes it, and the command is over. */
export function offer(log: OutputLog, what: Text, ...buttons: readonly Button[]): void {
  offerAs('information', log, render(what), ...buttons);
}

/** As {@link offer}, for what is wrong while nobody has asked. */
export function warn(log: OutputLog, what: readonly Text[], ...buttons: readonly Button[]): void {
  offerAs('warning', log, sentences(what.map(render)), ...buttons);
}

/** As {@link offer}, for what came of something: it may have failed. */
export function offerAs(
  severity: Severity,
  log: OutputLog,
  words: string,
  ...buttons: readonly Button[]
): void {
  const wait = async () => {
    try {
      const chosen = await showMessage(severity, words, ...buttons.map(({ title }) => title));
      const button = buttons.find(({ title }) => title === chosen);
      if (button !== undefined) await vscode.commands.executeCommand(button.command, ...button.arguments);
    } catch (error) {
      void showError(error, log);
    }
  };
  void wait();
}
