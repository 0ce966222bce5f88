/** How a server is launched: what the settings say, or a person chooses for one launch. */

/**
 * `auto`: `python -m twinkle.server`, in the form of the installed version. `twinkle-server`: the program of that name,
 * which twinkle-kit has since 0.4.0. `script`: a script of the user that calls `launch_server`. `ray-job`: as `auto`, and
 * `ray-job-script`: as `script`, each as a job that Ray runs.
 */
export const launchWays = ['auto', 'twinkle-server', 'script', 'ray-job', 'ray-job-script'] as const;
export type LaunchWay = (typeof launchWays)[number];

/** The choices of `--log-level` (twinkle-kit 0.1 to 0.3.0, server/__main__.py). */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LaunchOptions {
  readonly way: LaunchWay;
  /** Absolute path of the script; used with the ways of a script alone. */
  readonly script?: string;
  /** Of Ray; absent: that of the configuration. Every version has the option. */
  readonly namespace?: string;
  /** Used where the version has the option, see {@link hasLogLevel}. */
  readonly logLevel?: LogLevel;
  /** Names that are fit for it and values without secrets, see `launchEnvironment`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether code of model repositories may run, unless the `env_vars` of an application say otherwise. */
  readonly trustRemoteCode: boolean;
  /** Whether replicas publish their queues though the configuration does not turn telemetry on. */
  readonly queueMetrics: boolean;
}

/** As without any setting. */
export const defaultOptions: LaunchOptions = {
  way: 'auto',
  environment: {},
  trustRemoteCode: false,
  queueMetrics: false,
};

/** twinkle-kit trusts all but `0` (twinkle-kit 0.5.1, utils/unsafe.py), and also where nothing is set. */
const trustVariable = 'TWINKLE_TRUST_REMOTE_CODE';

/**
 * Whether code of model repositories may run: as the nodes say, else as the setting does. It is always said to the
 * server, which trusts all code if it hears nothing; so one node that says no counts for all of them.
 *
 * @param nodes the environment of each in the cluster file
 */
export function trustIn(nodes: readonly Readonly<Record<string, string>>[], setting: boolean): boolean {
  const said = nodes.map(env => env[trustVariable]).filter(value => value !== undefined);
  return said.length === 0 ? setting : !said.includes('0');
}

/** A script of the user is launched. */
export function isScript(way: LaunchWay): boolean {
  return way === 'script' || way === 'ray-job-script';
}

/** Ray runs the launcher. */
export function isJob(way: LaunchWay): boolean {
  return way === 'ray-job' || way === 'ray-job-script';
}

/** The script that is launched; undefined for another way, though one may be named. */
export function scriptOf({ way, script }: LaunchOptions): string | undefined {
  return isScript(way) ? script : undefined;
}

/**
 * Since 0.4.0 the command line has `launch` and `check-config`, and there is a program `twinkle-server`; before, it had
 * options only. A version that is unknown counts as a new one.
 */
export function hasSubcommands(version: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return major === undefined || Number(major) > 0 || Number(minor) >= 4;
}

/** `--log-level` was removed with 0.4.0 (twinkle-kit 0.4.0, server/cli/app.py). */
export function hasLogLevel(version: string | undefined): boolean {
  return !hasSubcommands(version);
}

/** Workers read the switch of telemetry from their environment since 0.4.0 (server/launcher/env_propagation.py). */
export function hasQueueMetrics(version: string | undefined): boolean {
  return hasSubcommands(version);
}
