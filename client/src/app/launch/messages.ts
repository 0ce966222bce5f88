/** What a launch says when it goes wrong. */
import type { PreflightCheck, LaunchProblem, RootCause } from '../../core/launch/view';
import { text, UserError, type Text } from '../../core/text/text';

export function alreadyThere(): UserError {
  return new UserError(
    text('This cluster already has a server.'),
    text('Stop it before you launch it again.'),
    'twinkle.stopServer',
  );
}

/** A check that forbids the launch. */
export function refused({ id, title, detail, remedy }: PreflightCheck): UserError {
  const what = detail === undefined ? title : text('{0}: {1}', title, detail);
  return new UserError(what, remedy, commandFor[id]);
}

const commandFor: Partial<Record<PreflightCheck['id'], string>> = {
  interpreter: 'twinkle.selectPython',
  ray: 'twinkle.selectPython',
  twinkle: 'twinkle.selectPython',
  tinker: 'twinkle.selectPython',
  'version-match': 'twinkle.selectPython',
  cluster: 'twinkle.startCluster',
  'check-config': 'workbench.actions.view.problems',
};

export interface Ending {
  /** All applications had started before. */
  readonly ran: boolean;
  readonly cause: RootCause | undefined;
  /** Exit code; null where a signal ended the launcher or where it is unknown. */
  readonly code: number | null;
  readonly logFile: string;
}

export function problemOf({ ran, cause, code, logFile }: Ending): LaunchProblem {
  const application = cause?.application;
  const what = ran
    ? text('The server has ended.')
    : application === undefined
      ? text('The launch failed.')
      : text('Launching {0} failed.', application);
  if (cause !== undefined) return { what, cause, remedy: text('The whole log is in {0}.', logFile) };
  return {
    what,
    remedy:
      code === null
        ? text('Its launcher exited for an unknown reason. See its log: {0}', logFile)
        : text('Its launcher exited with code {0}. See its log: {1}', code, logFile),
  };
}

export function failure({ what, remedy, cause }: LaunchProblem): UserError {
  // Python's messages often end without a full stop, and a sentence follows.
  const whole: Text =
    cause === undefined ? what : text('{0} {1}', what, cause.message.replace(/[^.!?…]$/, '$&.'));
  return new UserError(whole, remedy, 'twinkle.showLog');
}
