/**
 * The commands of a launch. The launcher runs on the head's machine, since it joins the cluster with
 * `ray.init(address='auto')` (twinkle-kit 0.5.1, server/launcher/server_launcher.py).
 */
import { folderOf } from '../format/strings';
import type { Command } from '../machine/command';
import { defaultOptions, hasLogLevel, hasSubcommands, scriptOf, type LaunchOptions } from './options/options';
import { absolutePythonPath } from './options/pythonPath';
import { forWorkers } from './options/workers';

export interface LaunchPlanInput {
  readonly python: string;
  /** twinkle-kit of that interpreter, where it is known. */
  readonly twinkleVersion?: string;
  /** Path of the server_config.yaml on the head's machine. */
  readonly configFile: string;
  /** `ip:port` of the cluster's GCS. */
  readonly rayAddress: string;
  readonly auth: 'token' | 'disabled';
  /**
   * A folder without Python files, in which the launcher runs. Ray puts the working folder of a driver first into the
   * search path of every worker (ray 2.60, _private/worker.py connect): a `datasets.py` beside the configuration would
   * stand in for the package in all of them, whatever PYTHONSAFEPATH says.
   */
  readonly workFolder: string;
  /** Absent: as without any setting. */
  readonly options?: LaunchOptions;
  /** Environment of the cluster file and of the head node; it wins over the variables of the options. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Starts the server, and runs as long as the server does. */
export function launchCommand(input: LaunchPlanInput): Command {
  const { python, twinkleVersion, configFile, options = defaultOptions } = input;
  const { way, namespace, logLevel } = options;
  const script = scriptOf(options);
  if (script !== undefined) return scriptCommand(input, script);
  const command = inEnvironment(input);
  return {
    ...command,
    argv: [
      ...(way === 'twinkle-server' ? ([python, programOf(python)] as const) : module(python)),
      ...(hasSubcommands(twinkleVersion) ? ['launch'] : []),
      ...['--config', configFile],
      // One word, so that no name is taken for an option.
      ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
      ...(logLevel === undefined || !hasLogLevel(twinkleVersion) ? [] : ['--log-level', logLevel]),
    ],
  };
}

/**
 * A script runs as in a terminal: in its folder, and with the modules beside it. What it may want to know is in the
 * variables that twinkle-kit itself has for it (twinkle-kit 0.5.1, server/cli/app.py).
 */
function scriptCommand(input: LaunchPlanInput, script: string): Command {
  const { namespace } = input.options ?? defaultOptions;
  const { env, unset = [], ...command } = inEnvironment(input);
  return {
    ...command,
    argv: [input.python, script],
    env: {
      ...Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'PYTHONSAFEPATH')),
      TWINKLE_SERVER_CONFIG: input.configFile,
      ...(namespace === undefined ? {} : { TWINKLE_RAY_NAMESPACE: namespace }),
    },
    unset: [...unset.filter(name => name !== 'TWINKLE_SERVER_CONFIG'), 'PYTHONSAFEPATH'],
    cwd: folderOf(script),
  };
}

/** Checks the configuration without Ray; undefined where that version has no such command. */
export function checkConfigCommand(input: LaunchPlanInput): Command | undefined {
  if (!hasSubcommands(input.twinkleVersion)) return undefined;
  return {
    ...inEnvironment(input),
    argv: [...module(input.python), 'check-config', '--config', input.configFile],
  };
}

/** The interpreter itself in the environment of the launch, so that what it finds is what the launcher finds. */
export function pythonCommand(input: LaunchPlanInput): Command {
  return inEnvironment(input);
}

/** The script `twinkle-server` beside an interpreter. */
export function programOf(python: string): string {
  return `${folderOf(python)}/twinkle-server`;
}

function module(python: string): readonly [string, ...string[]] {
  return [python, '-m', 'twinkle.server'];
}

/**
 * With one of the first two, twinkle-kit up to 0.4.0 fails in DeviceGroup (twinkle-kit 0.4.0, utils/device_utils.py),
 * and the launcher itself needs no card. The option names the file; the third must not name another one.
 */
const unset: readonly string[] = [
  'CUDA_VISIBLE_DEVICES',
  'ASCEND_RT_VISIBLE_DEVICES',
  'TWINKLE_SERVER_CONFIG',
];

/** What the options set, as every process of the server gets it; the nodes have the environment of the cluster file. */
export function workerVariables(input: LaunchPlanInput): Readonly<Record<string, string>> {
  const { trustRemoteCode } = input.options ?? defaultOptions;
  const added = Object.entries(ownVariables(input)).filter(
    ([name]) => !Object.hasOwn(input.env, name) && !name.startsWith('RAY_'),
  );
  return { ...Object.fromEntries(added), TWINKLE_TRUST_REMOTE_CODE: trustRemoteCode ? '1' : '0' };
}

/** Of the options and the cluster file. */
function ownVariables(input: LaunchPlanInput): Readonly<Record<string, string>> {
  const { environment } = input.options ?? defaultOptions;
  const wanted = Object.entries({ ...environment, ...input.env }).map(([name, value]) => [
    name,
    name === 'PYTHONPATH' ? absolutePythonPath(value, folderOf(input.configFile)) : value,
  ]);
  return Object.fromEntries(wanted.filter(([name = '']) => !unset.includes(name))) as Record<string, string>;
}

function inEnvironment(input: LaunchPlanInput): Command {
  const { queueMetrics } = input.options ?? defaultOptions;
  const forAll = workerVariables(input);
  return {
    argv: [input.python],
    env: {
      // Taken from the launcher's environment into that of every worker (twinkle-kit 0.5.1, launcher/env_propagation.py).
      ...(queueMetrics ? { TWINKLE_TELEMETRY_ENABLED: '1' } : {}),
      ...ownVariables(input),
      ...forAll,
      ...forWorkers(forAll),
      // Ray takes it before the address that it would find by itself (ray 2.60, _private/services.py).
      RAY_ADDRESS: input.rayAddress,
      // Written out, so that a token left in a file of the user turns nothing on.
      RAY_AUTH_MODE: input.auth,
      PYTHONUNBUFFERED: '1',
      // As with the script `twinkle-server`: no file of the working folder must stand in for a module.
      PYTHONSAFEPATH: '1',
      // A traceback without a box around it (typer, main.py): to be read by people and by rootCause.
      TYPER_STANDARD_TRACEBACK: '1',
      // Its name in older versions.
      _TYPER_STANDARD_TRACEBACK: '1',
    },
    unset,
    ...(input.secrets === undefined ? {} : { secrets: input.secrets }),
    cwd: input.workFolder,
  };
}

/** `http://host:port/prefix` under which clients find the server. A wildcard address is that of this machine. */
export function endpointOf(http: { readonly host: string; readonly port: number }, prefix = ''): string {
  const host = http.host === '0.0.0.0' || http.host === '::' ? 'localhost' : http.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${http.port}${prefix === '/' ? '' : prefix}`;
}
