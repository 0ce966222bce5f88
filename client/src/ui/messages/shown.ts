/**
 * The one place that shows messages, progress, lists and inputs, so that none of them shows a link or an icon that came
 * with a name or an error from outside. The lint rules keep the editor's own functions to this file.
 */
import * as vscode from 'vscode';
import { harmless } from '../../core/text/harmless';

export type Severity = 'error' | 'warning' | 'information';

/** Resolves with the button that was chosen, or undefined when the message was closed. */
export async function showMessage(
  severity: Severity,
  message: string,
  ...buttons: readonly string[]
): Promise<string | undefined> {
  const show = {
    error: vscode.window.showErrorMessage,
    warning: vscode.window.showWarningMessage,
    information: vscode.window.showInformationMessage,
  }[severity];
  return show(harmless(message), ...buttons);
}

/** A question that must be answered first: the chosen button, of which the first is the default; undefined on cancel. */
export async function askModal(
  question: string,
  detail: string,
  ...buttons: readonly string[]
): Promise<string | undefined> {
  const options = { modal: true, detail: harmless(detail) };
  return vscode.window.showWarningMessage(harmless(question), options, ...buttons);
}

/** Runs a task under a notification with a Cancel button; `report` shows what is under way. Throws what the task throws. */
export async function runWithProgress<T>(
  title: string,
  task: (report: (message: string) => void, token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: harmless(title), cancellable: true },
    (progress, token) =>
      task(message => {
        progress.report({ message: harmless(message) });
      }, token),
  );
}

/** A list to choose from; undefined when nothing is chosen. An icon goes into `iconPath`. */
export async function pick<T extends vscode.QuickPickItem>(
  items: readonly T[] | Promise<readonly T[]>,
  options: vscode.QuickPickOptions & { readonly title: string },
): Promise<T | undefined> {
  const shown = Promise.resolve(items).then(all => all.map(harmlessItem));
  return vscode.window.showQuickPick(shown, { ...options, title: harmless(options.title) });
}

/** The same item with words that show no icon. */
export function harmlessItem<T extends vscode.QuickPickItem>(item: T): T {
  const { label, description, detail } = item;
  return {
    ...item,
    label: harmless(label),
    ...(description !== undefined && { description: harmless(description) }),
    ...(detail !== undefined && { detail: harmless(detail) }),
  };
}

export interface AskOptions {
  readonly title: string;
  readonly prompt: string;
  readonly password?: boolean;
  /** What stands in the line at first. */
  readonly value?: string;
  /** What is wrong with the input, or undefined. */
  readonly check: (value: string) => string | undefined;
}

/** An input line, which stays when the focus goes elsewhere; undefined when it is cancelled. */
export async function ask({
  title,
  prompt,
  password,
  value,
  check,
}: AskOptions): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: harmless(title),
    prompt: harmless(prompt),
    password: password ?? false,
    ...(value !== undefined && { value }),
    ignoreFocusOut: true,
    validateInput: value => {
      const wrong = check(value);
      return wrong === undefined ? undefined : harmless(wrong);
    },
  });
}
