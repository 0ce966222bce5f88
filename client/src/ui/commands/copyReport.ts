import * as vscode from 'vscode';
import { launchReport } from '../../core/launch/report';
import { text } from '../../core/text/text';
import { offer } from '../messages/offer';
import { withLateProgress } from '../messages/progress';
import type { ClusterModel } from '../model/clusterModel';
import type { CommandHandler, Services } from '../services';
import { noLog } from './actions/absent';

/** Publisher and name, as package.json has them. */
const extensionId = 'twinkle-tools.twinkle-server';

/** Milliseconds for a look at the interpreter: a report without its versions is better than none. */
const versionsMs = 20_000;

/** Puts a text about the last launch of the cluster into the clipboard, for a bug report. */
export const copyReport: CommandHandler = services => async given => {
  const { clusters, log } = services;
  if (!clusters.ready) await clusters.rescan();
  const model =
    clusters.all.length === 0 ? undefined : await clusters.choose(given, vscode.l10n.t('Copy Report'));
  if (model?.launch.view.logFile === undefined) {
    await noLog(services);
    return;
  }
  const report = await withLateProgress(vscode.l10n.t('Making the report'), log, signal =>
    reportOf(services, model, signal),
  );
  await vscode.env.clipboard.writeText(report);
  offer(
    log,
    text(
      'A report about the launch is in the clipboard. Known secrets are hidden in it. Read it before you send it.',
    ),
  );
};

async function reportOf(
  services: Services,
  { launch, launchCause, logTail, file }: ClusterModel,
  signal: AbortSignal,
): Promise<string> {
  const { view } = launch;
  const [place, machine, installed, config] = await Promise.all([
    launchCause.place,
    services.keeper.facts({}, signal),
    versionsOf(services, view.argv?.[0], file, signal),
    textOf(view.configFile),
  ]);
  const extension = vscode.extensions.getExtension(extensionId);
  return launchReport({
    versions: [
      ['Twinkle for VS Code', (extension?.packageJSON as { version?: string } | undefined)?.version],
      [vscode.env.appName, vscode.version],
      ['twinkle-kit', installed?.twinkle],
      ['Ray', installed?.ray],
      ['Python', installed?.python],
      ['Operating system of the machine', `${machine.os} ${machine.kernel}`],
    ],
    view,
    ...(place !== undefined && { place: place.at.join('.') }),
    lines: logTail,
    ...(config !== undefined && { config }),
  });
}

async function versionsOf(
  { interpreters }: Services,
  python: string | undefined,
  clusterFile: string,
  signal: AbortSignal,
) {
  if (python === undefined) return undefined;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(versionsMs)]);
  return interpreters.versions(python, clusterFile, limit).catch((error: unknown) => {
    signal.throwIfAborted();
    if (!limit.aborted) throw error;
    return undefined;
  });
}

/** As it is in the editor or on the disk; undefined where it is gone. */
async function textOf(configFile: string | undefined): Promise<string | undefined> {
  if (configFile === undefined) return undefined;
  try {
    return (await vscode.workspace.openTextDocument(vscode.Uri.file(configFile))).getText();
  } catch {
    return undefined;
  }
}
