/** What a launch says when it goes wrong. */
import type { CausePlace, PreflightCheck, LaunchProblem, RootCause } from '../../core/launch/view';
import { jobSentence } from '../../core/launch/job/words';
import type { LauncherEnd } from '../../core/launch/launcher';
import type { JobInfo } from '../../core/ray/jobs';
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

/** What ends with its cluster. No exception of the log is the cause then: each of them only says that Ray is gone. */
export function clusterLost(ran: boolean): LaunchProblem {
  return {
    what: ran
      ? text('The server has ended, because the head of its Ray cluster no longer runs.')
      : text('The launch failed, because the head of the Ray cluster no longer runs.'),
    remedy: text('Start the cluster again, then launch the server.'),
  };
}

export interface Ending {
  /** All applications had started before. */
  readonly ran: boolean;
  readonly cause: RootCause | undefined;
  readonly end: LauncherEnd;
  readonly logFile: string;
  /** Of a job, as Ray's dashboard has it. */
  readonly jobId?: string;
}

export function problemOf({ ran, cause, end, logFile, jobId }: Ending): LaunchProblem {
  const application = cause?.application;
  const what = ran
    ? text('The server has ended.')
    : application === undefined
      ? text('The launch failed.')
      : text('Launching {0} failed.', application);
  if (cause !== undefined) return { what, cause, remedy: text('The whole log is in {0}.', logFile) };
  // A driver that failed is reported by its exit code, as any launcher; the other ends are Ray's.
  if (jobId !== undefined && end.job !== undefined && !driverFailed(end.job))
    return { what, remedy: text('{0} See its log: {1}', jobSentence(jobId, end.job.status), logFile) };
  return { what, remedy: exitText(end, logFile) };
}

function driverFailed({ status, exitCode }: JobInfo): boolean {
  return status === 'FAILED' && exitCode !== undefined;
}

function exitText(end: LauncherEnd, logFile: string): Text {
  const { code, signal } = end.gone ? { code: null, signal: null } : end;
  if (signal === 'SIGKILL')
    return text(
      'Its launcher was ended by SIGKILL, as when the machine runs out of memory. See its log: {0}',
      logFile,
    );
  if (signal !== null) return text('Its launcher was ended by {0}. See its log: {1}', signal, logFile);
  return code === null
    ? text('Its launcher exited for an unknown reason. See its log: {0}', logFile)
    : text('Its launcher exited with code {0}. See its log: {1}', code, logFile);
}

/** A launch that failed, unlike one that a check has refused. */
export class LaunchFailed extends UserError {
  constructor(readonly problem: LaunchProblem) {
    const { what, remedy, cause } = problem;
    super(withCause(what, cause), remedy, [
      { kind: 'showServerLog', ...(cause !== undefined && { at: cause.raw }) },
      { kind: 'copyReport' },
    ]);
  }

  /** The same, with the value of the file that it comes from. */
  at({ file, at, words }: CausePlace): UserError {
    const remedy = this.remedy === undefined ? text('{0}', words) : text('{0} {1}', words, this.remedy);
    // A file that cannot be read has no path to where it is wrong, and no other problem before that.
    const action: Action =
      at.length === 0 ? { kind: 'showProblems', file } : { kind: 'showProblem', file, at };
    const actions: readonly Action[] = [action, ...this.actions];
    return new UserError(this.what, remedy, actions, { cause: this });
  }
}

function withCause(what: Text, cause: RootCause | undefined): Text {
  return cause === undefined ? what : text('{0} {1}', what, cause.message);
}
