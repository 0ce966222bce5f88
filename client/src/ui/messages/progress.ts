/** A cancellable notification for a task of a session: one line per node or application. */
import * as vscode from 'vscode';
import type { Disposable, Event } from '../../core/async/event';
import type { Progress } from '../../core/async/progress';
import { render } from './l10n';
import type { OutputLog } from './outputLog';
import { runWithProgress } from './shown';

/**
 * Runs `task` under a notification with `title` and a Cancel button, which aborts the task's signal. What `onProgress`
 * fires is shown there and written to the extension's log. Throws what the task throws.
 */
export async function withProgress<T>(
  title: string,
  log: OutputLog,
  onProgress: Event<Progress> | undefined,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return runWithProgress(title, async (report, token) => {
    const controller = new AbortController();
    const subscriptions: Disposable[] = [
      token.onCancellationRequested(() => {
        report(vscode.l10n.t('cancelling…'));
        controller.abort();
      }),
    ];
    if (onProgress !== undefined) {
      subscriptions.push(
        onProgress(step => {
          log.info(`${title}: ${stepLine(step)}`);
          if (!controller.signal.aborted) report(stepLine(step));
        }),
      );
    }
    try {
      return await task(controller.signal);
    } finally {
      for (const subscription of subscriptions) subscription.dispose();
    }
  });
}

function stepLine({ subject, message, done, total }: Progress): string {
  // Behind the title and its colon.
  const words = subject === undefined ? render(message) : `${subject} · ${render(message)}`;
  return done === undefined || total === undefined ? words : `${words} (${done}/${total})`;
}
