/** What a launch shows in the ui: its preflight, where each application is, and why it failed. */
import type { Action } from '../text/action';
import type { Text } from '../text/text';

export type LaunchState = 'stopped' | 'preflight' | 'launching' | 'running' | 'failed' | 'stopping';

export type PreflightCheckOutcome = 'ok' | 'warning' | 'failed' | 'skipped';

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

export type PreflightCheckId =
  | 'interpreter'
  | 'ray'
  | 'twinkle'
  | 'tinker'
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
export type ApplicationPhase = 'waiting' | 'scheduling' | 'placing' | 'loading' | 'running' | 'failed';

export interface ApplicationProgress {
  readonly name: string;
  readonly phase: ApplicationPhase;
  readonly routePrefix?: string;
}

/** The last true error of a failed launch. `raw` is the part of the log that it was taken from. */
export interface RootCause {
  readonly message: string;
  readonly application?: string;
  readonly raw: string;
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
  /** In the order of the configuration, which is the order of deployment. */
  readonly applications: readonly ApplicationProgress[];
  readonly problem?: LaunchProblem;
  /** Applications that Ray Serve still runs although their launcher is gone; stop removes them. */
  readonly left: readonly string[];
  readonly configFile?: string;
  /** `http://host:port/prefix` of the gateway. */
  readonly endpoint?: string;
  readonly logFile?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
}

/** One line of the launcher's log as shown: without colors, copies folded. */
export interface LogLine {
  readonly text: string;
  /** True for a line that the follower put in itself, such as the one that reports a truncated file. */
  readonly ours?: boolean;
}
