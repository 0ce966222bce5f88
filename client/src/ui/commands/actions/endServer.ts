/** The stop of a server, as commands run it: with progress and Cancel. */
import * as vscode from 'vscode';
import { withProgress } from '../../messages/progress';
import type { ClusterModel } from '../../model/clusterModel';
import type { Services } from '../../services';

/** Ends the launcher and waits until Ray reports no application. False where there was no launcher. */
export async function endServer(services: Services, model: ClusterModel): Promise<boolean> {
  const isEnded = await withProgress(
    vscode.l10n.t('Stopping the Twinkle server'),
    services.log,
    undefined,
    signal => model.launch.stop(signal),
  );
  await model.refresh();
  return isEnded;
}
