/** A cancellable notification for a task of a session: one line per node or application. */
import * as vscode from 'vscode';
import type { Disposable, Event } from '../../core/async/event';
import { never, within } from '../../core/async/wait';
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

/** Milliseconds after which a person is shown that something is under way. */
const lateMs = 1_000;

/** As {@link withProgress}, for a task that is mostly over at once: only where it is not, it is shown. */
export async function withLateProgress<T>(
  title: string,
  log: OutputLog,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const running = task(controller.signal);
  const early = await within(running, lateMs, never);
  if (early !== undefined) return early.value;
  return withProgress(title, log, undefined, signal => {
    signal.addEventListener('abort', () => {
      controller.abort(signal.reason);
    });
    return running;
  });
}

function stepLine({ subject, message, done, total }: Progress): string {
  // Behind the title and its colon.
  const words = subject === undefined ? render(message) : `${subject} · ${render(message)}`;
  return done === undefined || total === undefined ? words : `${words} (${done}/${total})`;
}
