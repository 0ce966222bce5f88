import * as vscode from 'vscode';
import { clusterViewOf } from '../language/clusterView';
import { render } from '../messages/l10n';
import type { CommandHandler } from '../services';
import { needInterpreter } from './actions/chooseInterpreter';

/** Shows the commands that Start would run now. */
export const previewCluster: CommandHandler = services => async given => {
  const model = await services.clusters.choose(given, vscode.l10n.t('Preview Cluster Commands'));
  const view = await clusterViewOf(services, model.uri);
  await needInterpreter(services, view);
  const script = await model.session.preview(view, AbortSignal.timeout(30_000), render);
  await services.preview.show(`${view.name}.sh`, script);
};
