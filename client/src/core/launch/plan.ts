/**
 * The commands of a launch. The launcher runs on the head's machine, since it joins the cluster with
 * `ray.init(address='auto')` (twinkle-kit 0.5.1, server/launcher/server_launcher.py).
 */
import { folderOf } from '../format/strings';
import type { Command } from '../machine/command';

export interface LaunchPlanInput {
  readonly python: string;
  /** twinkle-kit of that interpreter, where it is known. */
  readonly twinkleVersion?: string;
  /** Path of the server_config.yaml on the head's machine. */
  readonly configFile: string;
  /** `ip:port` of the cluster's GCS. */
  readonly rayAddress: string;
  readonly auth: 'token' | 'disabled';
  readonly trustRemoteCode: boolean;
  /** Environment of the cluster file and of the head node; it wins over what is set here. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Starts the server, and runs as long as the server does. */
export function launchCommand(input: LaunchPlanInput): Command {
  const command = hasSubcommands(input.twinkleVersion) ? ['launch'] : [];
  return inEnvironment(input, [...command, '--config', input.configFile]);
}

/** Checks the configuration without Ray; undefined where that version has no such command. */
export function checkConfigCommand(input: LaunchPlanInput): Command | undefined {
  if (!hasSubcommands(input.twinkleVersion)) return undefined;
  return inEnvironment(input, ['check-config', '--config', input.configFile]);
}

/** The interpreter itself in the environment of the launch, so that what it finds is what the launcher finds. */
export function pythonCommand(input: LaunchPlanInput): Command {
  return { ...inEnvironment(input, []), argv: [input.python] };
}

/** Since 0.4.0 the command line has `launch` and `check-config`; before, it had options only. */
function hasSubcommands(version: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return major === undefined || Number(major) > 0 || Number(minor) >= 4;
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

function inEnvironment(input: LaunchPlanInput, args: readonly string[]): Command {
  return {
    argv: [input.python, '-m', 'twinkle.server', ...args],
    env: {
      TWINKLE_TRUST_REMOTE_CODE: input.trustRemoteCode ? '1' : '0',
      ...Object.fromEntries(Object.entries(input.env).filter(([name]) => !unset.includes(name))),
      // Ray takes it before the address that it would find by itself (ray 2.60, _private/services.py).
      RAY_ADDRESS: input.rayAddress,
      // Written out, so that a token left in a file of the user turns nothing on.
      RAY_AUTH_MODE: input.auth,
      PYTHONUNBUFFERED: '1',
      // As with the script `twinkle-server`: a file beside the configuration must not stand in for a module.
      PYTHONSAFEPATH: '1',
      // A traceback without a box around it (typer, main.py): to be read by people and by rootCause.
      TYPER_STANDARD_TRACEBACK: '1',
      // Its name in older versions.
      _TYPER_STANDARD_TRACEBACK: '1',
    },
    unset,
    ...(input.secrets === undefined ? {} : { secrets: input.secrets }),
    cwd: folderOf(input.configFile),
  };
}

/** `http://host:port/prefix` under which clients find the server. A wildcard address is that of this machine. */
export function endpointOf(http: { readonly host: string; readonly port: number }, prefix = ''): string {
  const host = http.host === '0.0.0.0' || http.host === '::' ? 'localhost' : http.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${http.port}${prefix === '/' ? '' : prefix}`;
}
