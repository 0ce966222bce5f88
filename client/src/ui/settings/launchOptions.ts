/** How a server is launched, as the settings say it for one configuration. */
import * as vscode from 'vscode';
import { launchEnvironment } from '../../core/launch/options/environment';
import {
  launchWays,
  logLevels,
  trustIn,
  type LaunchOptions,
  type LaunchWay,
  type LogLevel,
} from '../../core/launch/options/options';
import { present } from '../../core/format/json';
import { absolutePath, folderOf } from '../../core/format/strings';

/**
 * Throws a UserError for an environment that cannot be used. What the manifest does not allow counts as not set.
 *
 * @param nodes environment of each node, which decides before a setting whether code of models may run
 */
export function launchOptionsSetting(
  config: vscode.Uri,
  nodes: readonly Readonly<Record<string, string>>[],
): LaunchOptions {
  const settings = vscode.workspace.getConfiguration('twinkle', config);
  const script = settings.get<string>('launch.script', '').trim();
  const namespace = settings.get<string>('launch.namespace', '').trim();
  return {
    way: oneOf<LaunchWay>(launchWays, settings.get<string>('launch.way', 'auto')) ?? 'auto',
    environment: launchEnvironment(settings.get<object>('launch.environment', {})),
    trustRemoteCode: trustIn(nodes, settings.get<boolean>('trustRemoteCode', false)),
    queueMetrics: settings.get<boolean>('launch.queueMetrics', false),
    ...present({
      script: script === '' ? undefined : absolutePath(script, folderOf(config.fsPath)),
      namespace: namespace === '' ? undefined : namespace,
      logLevel: oneOf<LogLevel>(logLevels, settings.get<string>('launch.logLevel', '')),
    }),
  };
}

function oneOf<T extends string>(all: readonly T[], value: string): T | undefined {
  return all.find(each => each === value);
}
