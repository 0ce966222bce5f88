/** A cancellable notification for a task of a session: one line per node or application. */
import * as vscode from 'vscode';
import type { Disposable, Event } from '../../core/async/event';
import { never, within } from '../../core/async/wait';
import type { Progress } from '../../core/async/progress';
import { duration } from '../../core/text/duration';
import { render } from './l10n';
import type { OutputLog } from './outputLog';
import { runWithProgress } from './shown';

/** Milliseconds after which the time that has passed is shown anew; a screen reader may say it each time. */
const tickMs = 10_000;

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
    let last: Progress | undefined;
    const show = () => {
      if (last !== undefined && !controller.signal.aborted) report(timed(last));
    };
    if (onProgress !== undefined) {
      const tick = setInterval(() => {
        if (last?.since !== undefined) show();
      }, tickMs);
      subscriptions.push(
        onProgress(step => {
          log.info(`${title}: ${stepLine(step)}`);
          last = step;
          show();
        }),
        {
          dispose: () => {
            clearInterval(tick);
          },
        },
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

/** With the time that has passed, once it is worth a word. */
function timed(step: Progress): string {
  const line = stepLine(step);
  const passed = step.since === undefined ? 0 : Date.now() - step.since;
  return passed < tickMs ? line : `${line} · ${render(duration(passed))}`;
}
