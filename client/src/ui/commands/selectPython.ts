import * as vscode from 'vscode';
import { chosenPython } from '../../core/cluster/interpreterPath';
import { pathOf } from '../../core/cluster/pythonSource';
import { openPlace } from '../language/openPlace';
import { showMessage } from '../messages/shown';
import type { CommandHandler, Services } from '../services';
import { chooseInterpreter } from './actions/chooseInterpreter';

/** Offers the interpreters of this machine, and says where another one than the chosen one counts. */
export const selectPython: CommandHandler = services => async () => {
  const question = vscode.l10n.t('A Python that has ray and twinkle-kit');
  if (await chooseInterpreter(services, question)) await tellIfOverruled(services);
};

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
