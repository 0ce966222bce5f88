import * as vscode from 'vscode';
import { Emitter } from '../../core/async/event';
import type { Progress } from '../../core/async/progress';
import { never, within } from '../../core/async/wait';
import { clusterStopQuestion } from '../../core/launch/question';
import { confirm } from '../messages/confirm';
import { withProgress } from '../messages/progress';
import type { ClusterModel } from '../model/clusterModel';
import type { CommandHandler } from '../services';
import { clusterToStop, noCluster } from './actions/absent';
import { endServer } from './actions/endServer';

/** How long a busy dashboard is waited for before the question (milliseconds). */
const refreshMs = 2_000;

/** Ends exactly what was started, and says what is left if anything is. What would end with it is asked about. */
export const stopCluster: CommandHandler = services => async given => {
  const model = await clusterToStop(services, given, vscode.l10n.t('Stop Ray Cluster'));
  if (model === undefined) return;
  if (!model.runs) await model.recover();
  if (!model.runs && model.session.status.problem?.ofRecords !== true) {
    noCluster(services, model);
    return;
  }
  // Nothing runs yet that could be lost.
  if (model.launch.view.state === 'preflight') await model.launch.stop(never);
  else if (!(await isConfirmed(model))) return;
  if (hasServer(model)) {
    await endServer(services, model);
    if (model.launch.view.state !== 'stopped') return;
  }
  const progress = new Emitter<Progress>();
  await withProgress(vscode.l10n.t('Stopping Ray cluster'), services.log, progress.event, signal =>
    model.session.stop({
      signal,
      onProgress: step => {
        progress.fire(step);
      },
    }),
  );
};

function hasServer({ launch }: ClusterModel): boolean {
  return launch.hasLauncher || launch.view.left.length > 0;
}

async function isConfirmed(model: ClusterModel): Promise<boolean> {
  await within(model.refresh(), refreshMs, never);
  const { snapshot, stale } = model.input.poll;
  const applications = stale ? [] : (snapshot?.applications ?? []);
  const question = clusterStopQuestion(
    model.launch.view,
    applications.map(({ name }) => name),
  );
  return question === undefined || confirm(question);
}
