/** One question of several, as a list with a step counter and a button that goes back. */
import * as vscode from 'vscode';
import { harmless } from '../../core/text/harmless';
import { harmlessItem } from './shown';

export interface Step<T extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  readonly step: number;
  readonly steps: number;
  readonly canGoBack: boolean;
  /** While they are not known, the list shows that it is busy. */
  readonly items: Promise<readonly T[]>;
  /** The item that Enter takes; the first one if it is left out. */
  readonly likely?: (item: T) => boolean;
  /** What is offered for a text that somebody types; undefined for one that means nothing. */
  readonly typed?: (value: string) => T | undefined;
}

/** The chosen item, `back`, or undefined when it is cancelled. Throws what the items throw. */
export async function askStep<T extends vscode.QuickPickItem>(
  step: Step<T>,
): Promise<T | 'back' | undefined> {
  const list = vscode.window.createQuickPick<T>();
  list.title = harmless(step.title);
  list.placeholder = harmless(step.placeholder);
  list.step = step.step;
  list.totalSteps = step.steps;
  list.buttons = step.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  // Somebody may look a model up in the browser meanwhile.
  list.ignoreFocusOut = true;
  list.matchOnDescription = true;
  list.busy = true;
  try {
    return await new Promise<T | 'back' | undefined>((resolve, reject) => {
      let known: readonly T[] = [];
      const show = () => {
        const own = list.value.trim() === '' ? undefined : step.typed?.(list.value.trim());
        list.items = [...known, ...(own === undefined ? [] : [{ ...harmlessItem(own), alwaysShow: true }])];
      };
      list.onDidAccept(() => {
        const [chosen] = list.selectedItems;
        if (chosen !== undefined) resolve(chosen);
      });
      list.onDidTriggerButton(() => {
        resolve('back');
      });
      list.onDidHide(() => {
        resolve(undefined);
      });
      if (step.typed !== undefined) list.onDidChangeValue(show);
      list.show();
      step.items.then(items => {
        known = items.map(harmlessItem);
        list.busy = false;
        show();
        const likely = known.find(item => step.likely?.(item) ?? false);
        if (likely !== undefined) list.activeItems = [likely];
      }, reject);
    });
  } finally {
    list.dispose();
  }
}
