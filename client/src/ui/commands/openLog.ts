import * as vscode from 'vscode';
import { findLogs } from '../../app/logs/findLogs';
import { logsOf, type LogSubject } from '../../core/logs/choice';
import type { LogFile } from '../../core/logs/logFile';
import { aboutText, groupText, nameText } from '../../core/logs/words';
import { text } from '../../core/text/text';
import { buttonOf } from '../messages/buttons';
import { render, renderAll } from '../messages/l10n';
import { offer } from '../messages/offer';
import { pick } from '../messages/shown';
import { rowOf } from '../files/given';
import type { ClusterModel } from '../model/clusterModel';
import type { CommandHandler, Services } from '../services';
import { clusterToStop } from './actions/absent';

/** Lists the logs of the cluster, or of a row of the tree, and follows the one that is chosen. */
export const openLog: CommandHandler = services => async given => {
  const title = vscode.l10n.t('Show Log');
  const model = await clusterToStop(services, given, title);
  if (model === undefined) return;
  const subject = subjectOf(given, model);
  const looking = new AbortController();
  const found = find(services, model, AbortSignal.any([looking.signal, AbortSignal.timeout(60_000)])).then(
    files => logsOf(files, subject),
  );
  try {
    const chosen = await pick(found.then(itemsOf), {
      title,
      placeHolder: vscode.l10n.t('Logs that have something in them; type to filter'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    const files = await found;
    if (chosen?.file !== undefined) await show(services, chosen.file, subject);
    else if (files.length === 0) nothing(services, model);
  } finally {
    looking.abort(new DOMException('Nothing is chosen any more.', 'AbortError'));
  }
};

function find({ keeper }: Services, model: ClusterModel, signal: AbortSignal): Promise<readonly LogFile[]> {
  const { launch, poll } = model.input;
  const input = {
    clusterFile: model.file,
    ...(launch.logFile === undefined ? {} : { launcherLog: launch.logFile }),
    ...(poll.snapshot === undefined ? {} : { snapshot: poll.snapshot }),
  };
  return findLogs(keeper, input, signal);
}

async function show({ log, openLogs }: Services, file: LogFile, { application }: LogSubject): Promise<void> {
  if (file.kind === 'launcher' && log.hasServerLines) {
    if (application !== undefined) log.server.setFilter({ application });
    log.showServerLog(false);
    return;
  }
  await openLogs.show(file);
}

interface LogItem extends vscode.QuickPickItem {
  readonly file?: LogFile;
}

function itemsOf(files: readonly LogFile[]): readonly LogItem[] {
  let group = '';
  return files.flatMap((file): LogItem[] => {
    const now = render(groupText(file));
    const isNew = now !== group;
    group = now;
    return [
      ...(isNew ? [{ label: now, kind: vscode.QuickPickItemKind.Separator }] : []),
      {
        label: render(nameText(file)),
        description: renderAll(aboutText(file), ' · '),
        detail: file.path,
        file,
      },
    ];
  });
}

/** What the row is about that the command was chosen on. */
function subjectOf(given: unknown, model: ClusterModel): LogSubject {
  const row = rowOf(given);
  if (row?.subject === undefined) return {};
  if (row.context === 'node') return { node: row.subject };
  if (row.context !== 'replica') return { application: row.subject };
  // Its id is the last part of the row's.
  const replica = row.id.slice(row.id.lastIndexOf(':') + 1);
  const all = (model.input.poll.snapshot?.applications ?? [])
    .flatMap(({ deployments }) => deployments)
    .flatMap(({ replicas }) => replicas);
  const pid = all.find(({ id }) => id === replica)?.pid;
  return { application: row.subject, replica, ...(pid === undefined ? {} : { pid }) };
}

function nothing({ log }: Services, model: ClusterModel): void {
  if (model.runs) offer(log, text('No log of this has a line yet.'), buttonOf({ kind: 'refresh' }));
  else offer(log, text('There is no log: no cluster is running.'), buttonOf({ kind: 'startCluster' }));
}
