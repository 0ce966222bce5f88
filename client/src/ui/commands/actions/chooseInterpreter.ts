/** The choice of an interpreter, by a command of its own or where another command cannot go on without one. */
import * as vscode from 'vscode';
import type { ClusterView } from '../../../../../server/src/protocol';
import { chosenPython } from '../../../core/cluster/interpreterPath';
import { text, UserError } from '../../../core/text/text';
import { ask, pick } from '../../messages/shown';
import type { Services } from '../../services';
import type { Interpreters, Versions } from '../../settings/interpreters';
import { pythonSetting, setPythonSetting } from '../../settings/settings';

interface InterpreterItem extends vscode.QuickPickItem {
  readonly path?: string;
}

/**
 * Asks for an interpreter where a node has none, and goes on. Throws a CancellationError where nothing is chosen, so
 * that the command ends silently and nothing has changed.
 */
export async function needInterpreter(services: Services, view: ClusterView): Promise<void> {
  const setting = pythonSetting();
  if (view.nodes.every(node => chosenPython(view, setting, node) !== undefined)) return;
  const question = vscode.l10n.t('Which Python starts Ray? Choose one that has ray and twinkle-kit.');
  if (!(await chooseInterpreter(services, question))) throw new vscode.CancellationError();
}

/**
 * Offers the interpreters of this machine with what is installed in them, and writes the chosen one down. False where
 * none is chosen. Throws a UserError where the chosen one cannot be run.
 */
export async function chooseInterpreter(services: Services, question: string): Promise<boolean> {
  const token = new vscode.CancellationTokenSource();
  const controller = new AbortController();
  token.token.onCancellationRequested(() => {
    controller.abort();
  });
  try {
    const chosen = await pick(items(services, controller.signal), {
      title: vscode.l10n.t('Select Interpreter'),
      placeHolder: question,
      matchOnDescription: true,
    });
    if (chosen === undefined) return false;
    const path = chosen.path ?? (await askPath());
    if (path === undefined) return false;
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
    return true;
  } finally {
    controller.abort();
    token.dispose();
  }
}

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
