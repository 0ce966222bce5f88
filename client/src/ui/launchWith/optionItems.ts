/** The list of _Launch With…_: the launch itself, and what can be changed before it. */
import * as vscode from 'vscode';
import { counted } from '../../core/text/counted';
import { text } from '../../core/text/text';
import {
  hasLogLevel,
  hasQueueMetrics,
  isScript,
  type LaunchOptions,
  type LaunchWay,
} from '../../core/launch/options/options';
import { render } from '../messages/l10n';

/** What is launched, as far as the list shows it. */
export interface LaunchTarget {
  readonly config: vscode.Uri;
  /** twinkle-kit that the launch is for. */
  readonly version: string;
  /** The cluster does not run, so that it is started first. */
  readonly startsCluster: boolean;
}

export type Entry = keyof LaunchOptions | 'launch';

export interface OptionItem extends vscode.QuickPickItem {
  readonly entry: Entry;
}

export function optionItems(options: LaunchOptions, target: LaunchTarget): readonly OptionItem[] {
  const { version, config } = target;
  return [
    {
      entry: 'launch',
      iconPath: new vscode.ThemeIcon('rocket'),
      label: target.startsCluster ? vscode.l10n.t('Start and Launch') : vscode.l10n.t('Launch Server'),
      description: vscode.workspace.asRelativePath(config),
    },
    { entry: 'way', label: vscode.l10n.t('Way'), description: wayName(options.way, version) },
    ...(isScript(options.way) ? [scriptItem(options)] : []),
    {
      entry: 'namespace',
      label: vscode.l10n.t('Ray Namespace'),
      description: options.namespace ?? vscode.l10n.t('as in the configuration'),
    },
    ...(hasLogLevel(version) ? [logLevelItem(options)] : []),
    trustItem(options),
    ...(hasQueueMetrics(version) ? [metricsItem(options)] : []),
    environmentItem(options),
  ];
}

/** The way in words. */
export function wayName(way: LaunchWay, version: string): string {
  const subcommand = hasLogLevel(version) ? '' : ' launch';
  switch (way) {
    case 'auto':
      return `python -m twinkle.server${subcommand}`;
    case 'twinkle-server':
      return 'twinkle-server launch';
    case 'script':
      return vscode.l10n.t('a Python script that calls launch_server');
    case 'ray-job':
      return vscode.l10n.t('Ray Job: {0}', `python -m twinkle.server${subcommand}`);
    case 'ray-job-script':
      return vscode.l10n.t('Ray Job: a Python script that calls launch_server');
  }
}

function scriptItem({ script }: LaunchOptions): OptionItem {
  return {
    entry: 'script',
    label: vscode.l10n.t('Script'),
    description:
      script === undefined ? vscode.l10n.t('none is chosen') : vscode.workspace.asRelativePath(script),
  };
}

function logLevelItem({ logLevel }: LaunchOptions): OptionItem {
  return { entry: 'logLevel', label: vscode.l10n.t('Log Level'), description: logLevel ?? 'INFO' };
}

function trustItem({ trustRemoteCode }: LaunchOptions): OptionItem {
  const name = 'TWINKLE_TRUST_REMOTE_CODE';
  return {
    entry: 'trustRemoteCode',
    label: vscode.l10n.t('Code of Model Repositories'),
    description: trustRemoteCode
      ? vscode.l10n.t('may run: {0}', `${name}=1`)
      : vscode.l10n.t('does not run: {0}', `${name}=0`),
    detail: vscode.l10n.t('An application that sets it in "env_vars" keeps its value.'),
  };
}

function metricsItem({ queueMetrics }: LaunchOptions): OptionItem {
  return {
    entry: 'queueMetrics',
    label: vscode.l10n.t('Queue Metrics'),
    description: queueMetrics
      ? vscode.l10n.t('published over OTLP')
      : vscode.l10n.t('as "telemetry" of the configuration says'),
  };
}

function environmentItem({ environment }: LaunchOptions): OptionItem {
  const { length } = Object.keys(environment);
  return {
    entry: 'environment',
    label: vscode.l10n.t('Environment'),
    description: render(
      counted(length, text('1 variable of the setting'), text('{0} variables of the setting', length)),
    ),
  };
}
