/** The steps of a launch as lines of progress, read off the changes of its view. */
import type { Event } from '../../core/async/event';
import { jobSentence } from '../../core/launch/job/words';
import { applicationUnderWay, runningApplications, type LaunchView } from '../../core/launch/view';
import { progressText } from '../../core/rows/attempts';
import { hangText } from '../../core/rows/hangs';
import type { Progress } from '../../core/async/progress';
import { text } from '../../core/text/text';

/** Fires when the newest step is another one than before. */
export function launchProgress(session: { readonly onDidChange: Event<LaunchView> }): Event<Progress> {
  return listener => {
    let last = '';
    return session.onDidChange(view => {
      const step = stepOf(view);
      const now = JSON.stringify(step);
      if (step === undefined || now === last) return;
      last = now;
      listener(step);
    });
  };
}

/** What is under way now; what is finished is only counted. */
export function stepOf(view: LaunchView): Progress | undefined {
  const { state, checks, checking, applications, hang, startedAt } = view;
  if (state === 'preflight') {
    if (checking !== undefined) {
      const { what, done, total } = checking;
      return { message: what, done, total };
    }
    // A question about a warning may be open.
    return checks.length === 0 ? undefined : { message: text('The checks are finished') };
  }
  if (state !== 'launching') return undefined;
  const next = applicationUnderWay(view);
  const { job } = view;
  const step =
    next === undefined
      ? text('running')
      : job?.status === 'PENDING' && next.phase === 'waiting'
        ? jobSentence(job.id, job.status)
        : progressText(next);
  return {
    subject: next?.name ?? 'Twinkle',
    message: hang === undefined ? step : text('{0}: {1}', hangText(hang), step),
    done: runningApplications(view),
    total: applications.length,
    ...(startedAt === undefined ? {} : { since: startedAt }),
  };
}
