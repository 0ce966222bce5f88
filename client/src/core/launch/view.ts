/** What a launch shows in the ui: its preflight, where each application is, and why it failed. */
import type { Resources } from '../ray/claims';
import type { JobStatus } from '../ray/jobs';
import type { Action } from '../text/action';
import type { Text } from '../text/text';

export type LaunchState = 'stopped' | 'preflight' | 'launching' | 'running' | 'failed' | 'stopping';

export type PreflightCheckOutcome = 'ok' | 'warning' | 'failed' | 'skipped';

/** What the editor finds in a configuration. */
export interface Findings {
  /** In the order of the file. */
  readonly errors: readonly FoundError[];
  /** How many. */
  readonly warnings: number;
}

export interface FoundError {
  /** From 1, as the editor counts. */
  readonly line: number;
  readonly message: string;
}

/** One line of the preflight. */
export interface PreflightCheck {
  readonly id: PreflightCheckId;
  readonly title: Text;
  readonly outcome: PreflightCheckOutcome;
  readonly detail?: Text;
  /** What to do about it, in words. */
  readonly remedy?: Text;
  /** What fixes it, where that is not the same for every failure of this check. */
  readonly actions?: readonly Action[];
}

/** The check under way: what is looked at, and how many of all checks are finished. */
export interface Checking {
  readonly what: Text;
  readonly done: number;
  readonly total: number;
}

export type PreflightCheckId =
  | 'interpreter'
  | 'ray'
  | 'twinkle'
  | 'tinker'
  | 'way'
  | 'shadowed-packages'
  | 'cluster'
  | 'version-match'
  | 'check-config'
  | 'findings'
  | 'http-port'
  | 'other-applications';

/**
 * Where an application is on its way, as far as the launcher's log and Ray Serve report it (twinkle-kit 0.5.1,
 * server/launcher/server_launcher.py): applications are deployed one after another, each in these phases.
 */
export type ApplicationPhase =
  'waiting' | 'scheduling' | 'placing' | 'loading' | 'opening' | 'running' | 'failed';

export interface ApplicationProgress {
  readonly name: string;
  readonly phase: ApplicationPhase;
  readonly routePrefix?: string;
  /** How many replicas Ray Serve starts of it. */
  readonly replicas?: number;
  /** Ids of its replicas that failed to start, in their order: Ray Serve has started another one for each. */
  readonly failedReplicas?: readonly string[];
  /** Ids of its replicas that had started, and whose process has ended since. */
  readonly crashedReplicas?: readonly string[];
  /** The exception of the last of those that failed to start. */
  readonly failure?: string;
  /** What it waits for, as Ray reports it; absent where it waits for nothing, and where that is unknown. */
  readonly waitsFor?: WaitsFor;
}

/** Room on a node: for its placement groups, or before that for its replica. */
export interface WaitsFor {
  readonly what: 'groups' | 'replica';
  /** What has to be free on one node, for each that waits. */
  readonly asks: readonly Resources[];
}

/** An application that does not go on. */
export interface Hang {
  readonly application: string;
  /**
   * `tooLarge`: no node is large enough. `held`: what it needs is held by applications of the same launch, which keep
   * it. Both never end. `quiet`: nothing has happened for a while, and it may still go on.
   */
  readonly kind: 'tooLarge' | 'held' | 'quiet';
  /** Milliseconds since the epoch: since when nothing has happened. */
  readonly since: number;
  /** Of the attempt that hangs: the same hang has the same key. */
  readonly key: string;
  /** What waits, and what has to be free on one node for it; absent where nothing waits for room, or that is unknown. */
  readonly what?: WaitsFor['what'];
  readonly asks?: Resources;
  /** What of it the living nodes have. */
  readonly rooms: readonly Room[];
}

/** Of one resource on one node. */
export interface Room {
  readonly nodeId: string;
  readonly resource: string;
  readonly free: number;
  readonly total: number;
}

/** The last true error of a failed launch. `raw` is the part of the log that it was taken from. */
export interface RootCause {
  readonly message: string;
  readonly application?: string;
  readonly raw: string;
}

/** The value of the configuration that made a launch fail, as the language server found it. */
export interface CausePlace {
  /** URI of the configuration. */
  readonly file: string;
  /** Keys and indexes from its root. */
  readonly at: readonly (string | number)[];
  /** One sentence, in the language of the editor. */
  readonly words: string;
}

export interface LaunchProblem {
  readonly what: Text;
  readonly remedy?: Text;
  readonly cause?: RootCause;
}

export interface LaunchView {
  readonly state: LaunchState;
  /** Of the last preflight, in its order. */
  readonly checks: readonly PreflightCheck[];
  /** What the preflight looks at now. */
  readonly checking?: Checking | undefined;
  /** In the order of the configuration, which is the order of deployment. */
  readonly applications: readonly ApplicationProgress[];
  /** Where a launch under way does not go on. */
  readonly hang?: Hang;
  readonly problem?: LaunchProblem;
  /** Applications that Ray Serve still runs although their launcher is gone; stop removes them. */
  readonly left: readonly string[];
  readonly configFile?: string;
  /** `http://host:port/prefix` of the gateway. */
  readonly endpoint?: string;
  readonly logFile?: string;
  /** The launcher's command line, as it was run. */
  readonly argv?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  /** Of Ray, where it runs the launcher: its id as Ray's dashboard has it, and what Ray reports about it. */
  readonly job?: { readonly id: string; readonly status: JobStatus };
}

/** One line of the launcher's log as shown: without colors, copies folded. */
export interface LogLine {
  readonly text: string;
  /** True for a line that the follower put in itself, such as the one that reports a truncated file. */
  readonly ours?: boolean;
  /** What that line says, in any language; `text` has it in English. */
  readonly notice?: Text;
}

/** The application that is deployed now: they are deployed one after another. Undefined where all run. */
export function applicationUnderWay({
  applications,
}: Pick<LaunchView, 'applications'>): ApplicationProgress | undefined {
  return applications.find(({ phase }) => phase !== 'running');
}

/** How many applications of a launch run. */
export function runningApplications({ applications }: Pick<LaunchView, 'applications'>): number {
  return applications.filter(({ phase }) => phase === 'running').length;
}
