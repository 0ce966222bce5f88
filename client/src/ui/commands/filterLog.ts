import * as vscode from 'vscode';
import { filterTexts, type LogFilter } from '../../core/logs/filter';
import { renderAll } from '../messages/l10n';
import { ask, pick } from '../messages/shown';
import type { CommandHandler } from '../services';

interface FilterItem extends vscode.QuickPickItem {
  readonly change?: (filter: LogFilter) => LogFilter | undefined | Promise<LogFilter | undefined>;
}

/** Chooses which lines of the shown log are shown: by severity, application and words, one after another. */
export const filterLog: CommandHandler =
  ({ openLogs }) =>
  async () => {
    const { channel } = openLogs.shown;
    const { filter, applications } = channel;
    const now = renderAll(filterTexts(filter), ' · ');
    const items: FilterItem[] = [
      { label: vscode.l10n.t('Everything'), change: () => ({}) },
      separator(vscode.l10n.t('Severity')),
      { label: vscode.l10n.t('Errors'), change: before => ({ ...before, least: 'error' }) },
      { label: vscode.l10n.t('Warnings and errors'), change: before => ({ ...before, least: 'warning' }) },
      separator(vscode.l10n.t('Text')),
      { label: vscode.l10n.t('Lines with a text…'), change: withWords },
      ...(applications.length < 2 ? [] : [separator(vscode.l10n.t('Application'))]),
      ...(applications.length < 2 ? [] : applications.toSorted()).map(application => ({
        label: application,
        change: (before: LogFilter) => ({ ...before, application }),
      })),
    ];
    const chosen = await pick(items, {
      title: vscode.l10n.t('Filter {0}', channel.name),
      placeHolder: now === '' ? vscode.l10n.t('Everything is shown') : vscode.l10n.t('Now: {0}', now),
    });
    const changed = await chosen?.change?.(filter);
    if (changed === undefined) return;
    channel.setFilter(changed);
    channel.show(true);
  };

function separator(label: string): FilterItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function withWords({ words: before, ...filter }: LogFilter): Promise<LogFilter | undefined> {
  const words = await ask({
    title: vscode.l10n.t('Filter Log'),
    prompt: vscode.l10n.t('Only lines with this text are shown; empty shows all.'),
    ...(before === undefined ? {} : { value: before }),
    check: () => undefined,
  });
  if (words === undefined) return undefined;
  return words === '' ? filter : { ...filter, words };
}
