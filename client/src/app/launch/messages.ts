/** What a launch says when it goes wrong. */
import type { PreflightCheck, LaunchProblem, RootCause } from '../../core/launch/view';
import type { Action } from '../../core/text/action';
import { text, UserError, type Text } from '../../core/text/text';

export function alreadyThere(): UserError {
  return new UserError(
    text('This cluster already has a server.'),
    text('Stop it before you launch it again.'),
    [{ kind: 'showServerLog' }, { kind: 'stopServer' }],
  );
}

/** The files of a launch, as paths. */
export interface LaunchFiles {
  readonly configFile: string;
  readonly clusterFile: string;
}

/** A check that forbids the launch. */
export function refused(
  { id, title, detail, remedy, actions }: PreflightCheck,
  files: LaunchFiles,
): UserError {
  const what = detail === undefined ? title : text('{0}: {1}', title, detail);
  return new UserError(what, remedy, actions ?? actionsFor(id, files));
}

function actionsFor(id: PreflightCheck['id'], { configFile, clusterFile }: LaunchFiles): readonly Action[] {
  switch (id) {
    case 'interpreter':
    case 'version-match':
      return [{ kind: 'selectInterpreter' }, { kind: 'stopCluster', file: clusterFile }];
    case 'ray':
    case 'twinkle':
    case 'tinker':
      return [{ kind: 'selectInterpreter' }];
    case 'cluster':
      return [{ kind: 'stopCluster', file: clusterFile }];
    case 'check-config':
    case 'findings':
      return [{ kind: 'showProblems', file: configFile }];
    case 'http-port':
      return [{ kind: 'openConfigFile', file: configFile, at: ['http_options', 'port'] }];
    case 'way':
      return [{ kind: 'launchWith', file: configFile }];
    case 'shadowed-packages':
    case 'other-applications':
      return [];
  }
}

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
  const whole: Text = cause === undefined ? what : text('{0} {1}', what, cause.message);
  return new UserError(whole, remedy, { kind: 'showServerLog' });
}
