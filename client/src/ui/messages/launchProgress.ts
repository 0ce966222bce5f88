/** The steps of a launch as lines of progress, read off the changes of its view. */
import type { Event } from '../../core/async/event';
import type { LaunchView } from '../../core/launch/view';
import { phaseText } from '../../core/rows/applications';
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

function stepOf({ state, checks, applications }: LaunchView): Progress | undefined {
  if (state === 'preflight') {
    const check = checks.at(-1);
    return check === undefined ? undefined : { subject: '✓', message: check.title };
  }
  if (state !== 'launching') return undefined;
  const done = applications.filter(({ phase }) => phase === 'running').length;
  // Applications are deployed one after another: the first that does not run yet is the one under way.
  const next = applications.find(({ phase }) => phase !== 'running');
  return {
    subject: next?.name ?? 'Twinkle',
    message: next === undefined ? text('running') : phaseText(next.phase),
    done,
    total: applications.length,
  };
}
