import * as vscode from 'vscode';
import { chosenPython } from '../../core/cluster/interpreterPath';
import { text, UserError } from '../../core/text/text';
import { pathOf } from '../../core/cluster/pythonSource';
import { openPlace } from '../language/openPlace';
import type { Interpreters, Versions } from '../settings/interpreters';
import type { CommandHandler, Services } from '../services';
import { setPythonSetting } from '../settings/settings';
import { ask, pick, showMessage } from '../messages/shown';

interface InterpreterItem extends vscode.QuickPickItem {
  readonly path?: string;
}

/** Offers the interpreters of this machine with what is installed in them, and writes the chosen one down. */
export const selectPython: CommandHandler = services => async () => {
  const token = new vscode.CancellationTokenSource();
  const controller = new AbortController();
  token.token.onCancellationRequested(() => {
    controller.abort();
  });
  try {
    const chosen = await pick(items(services, controller.signal), {
      title: vscode.l10n.t('Select Interpreter'),
      placeHolder: vscode.l10n.t('A Python that has ray and twinkle-kit'),
      matchOnDescription: true,
    });
    if (chosen === undefined) return;
    const path = chosen.path ?? (await askPath());
    if (path === undefined) return;
    const clusterFile = services.clusters.current?.file;
    const limit = AbortSignal.timeout(30_000);
    if ((await services.interpreters.versionsOfNew(path, clusterFile, limit)) === undefined) {
      throw new UserError(
        text('{0} is not a Python interpreter, or cannot be run.', path),
        text('Choose another one.'),
        { kind: 'selectInterpreter' },
      );
    }
    await setPythonSetting(path);
    await tellIfOverruled(services);
  } finally {
    controller.abort();
    token.dispose();
  }
};

async function items({ interpreters, clusters }: Services, signal: AbortSignal): Promise<InterpreterItem[]> {
  const paths = await candidates(interpreters, signal);
  const probed = await Promise.all(
    paths.map(async path => ({
      path,
      versions: await interpreters.versions(path, clusters.current?.file, signal),
    })),
  );
  const found = probed.flatMap(({ path, versions }) => (versions === undefined ? [] : [{ path, versions }]));
  const complete = ({ versions }: { versions: Versions }) =>
    Number(versions.twinkle !== undefined && versions.ray !== undefined);
  return [
    ...found
      .sort((a, b) => complete(b) - complete(a))
      .map(({ path, versions }) => ({ label: path, description: describe(versions), path })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Enter Path…'), iconPath: new vscode.ThemeIcon('edit') },
  ];
}

/** None where the machine cannot be asked, which takes a Python: the one that a person is about to name. */
async function candidates(interpreters: Interpreters, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return await interpreters.candidates(signal);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function describe({ python, ray, twinkle }: Versions): string {
  return [
    `Python ${python}`,
    ray === undefined ? vscode.l10n.t('no ray') : `ray ${ray}`,
    twinkle === undefined ? vscode.l10n.t('no twinkle-kit') : `twinkle-kit ${twinkle}`,
  ].join(' · ');
}

async function askPath(): Promise<string | undefined> {
  const path = await ask({
    title: vscode.l10n.t('Select Interpreter'),
    prompt: vscode.l10n.t('Absolute path of a Python interpreter, or one that begins with ~/'),
    check: value =>
      /^(~?\/)./.test(value.trim())
        ? undefined
        : vscode.l10n.t('Enter an absolute path, or one that begins with ~/.'),
  });
  return path?.trim();
}

/** The cluster file's own `python` wins over the setting, which would look as if the choice had no effect. */
async function tellIfOverruled({ clusters, client }: Services): Promise<void> {
  const { current } = clusters;
  const view = current === undefined ? null : await client.cluster(current.uri);
  const named = chosenPython(view ?? undefined, undefined);
  if (current === undefined || named === undefined) return;
  const open = vscode.l10n.t('Open Cluster File');
  const chosen = await showMessage(
    'information',
    vscode.l10n.t(
      '{0} sets the interpreter {1}, which overrides this choice.',
      vscode.workspace.asRelativePath(current.uri),
      named.python,
    ),
    open,
  );
  if (chosen === open) await openPlace(client, current.uri, pathOf(named.source));
}
