/** Asks how to launch once: a list that shows every option, and goes on until the launch itself is chosen. */
import * as vscode from 'vscode';
import { isScript, launchWays, logLevels, type LaunchOptions } from '../../core/launch/options/options';
import { buttonOf } from '../messages/buttons';
import { ask, pick } from '../messages/shown';
import { chooseScript } from './chooseScript';
import { optionItems, wayName, type Entry, type LaunchTarget } from './optionItems';

/** Undefined when it is cancelled; then nothing is launched. */
export async function chooseOptions(
  options: LaunchOptions,
  target: LaunchTarget,
): Promise<LaunchOptions | undefined> {
  for (let draft = options; ;) {
    const item = await pick(optionItems(draft, target), {
      title: vscode.l10n.t('Launch With…'),
      placeHolder: vscode.l10n.t('Launch, or choose what to change for this launch'),
      ignoreFocusOut: true,
    });
    if (item === undefined) return undefined;
    if (item.entry === 'environment') {
      const { command, arguments: given } = buttonOf({ kind: 'openSetting', setting: 'launch.environment' });
      await vscode.commands.executeCommand(command, ...given);
      return undefined;
    }
    const needsScript = isScript(draft.way) && draft.script === undefined;
    if (item.entry === 'launch' && !needsScript) return draft;
    draft = await changed(item.entry === 'launch' ? 'script' : item.entry, draft, target);
  }
}

/** The options with an answer to one question; as they were when it is cancelled. */
async function changed(entry: Entry, draft: LaunchOptions, target: LaunchTarget): Promise<LaunchOptions> {
  switch (entry) {
    case 'way':
      return changeWay(draft, target);
    case 'script':
      return changeScript(draft, target);
    case 'namespace':
      return changeNamespace(draft);
    case 'logLevel':
      return changeLogLevel(draft);
    case 'trustRemoteCode':
      return { ...draft, trustRemoteCode: !draft.trustRemoteCode };
    case 'queueMetrics':
      return { ...draft, queueMetrics: !draft.queueMetrics };
    case 'launch':
    case 'environment':
      return draft;
  }
}

async function changeWay(draft: LaunchOptions, target: LaunchTarget): Promise<LaunchOptions> {
  const notes = {
    auto: vscode.l10n.t('the form of the installed version'),
    'twinkle-server': vscode.l10n.t('the program beside the interpreter, of twinkle-kit 0.4 or later'),
    script: vscode.l10n.t('runs in its own folder'),
    'ray-job': vscode.l10n.t('submitted to the cluster; Ray runs it on the head'),
    'ray-job-script': vscode.l10n.t('submitted with the folder of the script'),
  };
  const items = launchWays.map(way => ({
    label: wayName(way, target.version),
    description: notes[way],
    way,
  }));
  const chosen = await pick(items, { title: vscode.l10n.t('Way'), ignoreFocusOut: true });
  if (chosen === undefined) return draft;
  const next = { ...draft, way: chosen.way };
  return isScript(chosen.way) && draft.script === undefined ? changeScript(next, target) : next;
}

async function changeScript(draft: LaunchOptions, { config }: LaunchTarget): Promise<LaunchOptions> {
  const script = await chooseScript(config);
  return script === undefined ? draft : { ...draft, script };
}

async function changeNamespace({ namespace, ...draft }: LaunchOptions): Promise<LaunchOptions> {
  const before = namespace === undefined ? draft : { ...draft, namespace };
  const answer = await ask({
    title: vscode.l10n.t('Ray Namespace'),
    prompt: vscode.l10n.t('Empty: that of the configuration, or "twinkle_cluster"'),
    value: namespace ?? '',
    check: () => undefined,
  });
  if (answer === undefined) return before;
  return answer.trim() === '' ? draft : { ...draft, namespace: answer.trim() };
}

async function changeLogLevel(draft: LaunchOptions): Promise<LaunchOptions> {
  const quiet = vscode.l10n.t('the log does not show the progress of the launch');
  const items = logLevels.map(logLevel => ({
    label: logLevel,
    logLevel,
    ...(logLevel === 'WARNING' || logLevel === 'ERROR' ? { description: quiet } : {}),
  }));
  const chosen = await pick(items, { title: vscode.l10n.t('Log Level'), ignoreFocusOut: true });
  return chosen === undefined ? draft : { ...draft, logLevel: chosen.logLevel };
}
