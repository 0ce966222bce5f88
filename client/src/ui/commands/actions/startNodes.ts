/** The start of a cluster's nodes, as commands run it: with progress and Cancel. */
import * as vscode from 'vscode';
import { Emitter } from '../../../core/async/event';
import type { Progress } from '../../../core/async/progress';
import { poll } from '../../../core/async/wait';
import { text, UserError } from '../../../core/text/text';
import { clusterViewOf } from '../../language/clusterView';
import { withProgress } from '../../messages/progress';
import type { ClusterModel } from '../../model/clusterModel';
import type { Services } from '../../services';
import { needInterpreter } from './chooseInterpreter';

/** How long another start of the same cluster is waited for (milliseconds). */
const patienceMs = 600_000;

/** Starts the nodes and waits until Ray counts them all. The view is shown once the start was not refused. */
export async function startNodes(services: Services, model: ClusterModel): Promise<void> {
  const view = await clusterViewOf(services, model.uri);
  await needInterpreter(services, view);
  const progress = new Emitter<Progress>();
  // A head alone takes half a minute, in which no count changes.
  const since = Date.now();
  const begun = model.session.onDidChange(({ state }) => {
    if (state !== 'starting') return;
    begun.dispose();
    void vscode.commands.executeCommand('twinkle.cluster.focus', { preserveFocus: true });
  });
  try {
    await withProgress(
      vscode.l10n.t('Starting Ray cluster {0}', view.name),
      services.log,
      progress.event,
      signal =>
        model.session.start(view, {
          signal,
          onProgress: step => {
            progress.fire({ ...step, since });
          },
        }),
    );
  } finally {
    begun.dispose();
  }
  await model.refresh();
}

/** Waits for a start that is under way, here or in another window. Throws a UserError where it does not end. */
export async function waitForStart(services: Services, model: ClusterModel): Promise<void> {
  const state = await withProgress(
    vscode.l10n.t('Waiting for the Ray cluster to start'),
    services.log,
    undefined,
    signal =>
      poll(
        async () => {
          const { state: now } = await model.session.check(signal);
          return now === 'starting' ? undefined : now;
        },
        { everyMs: 1_000, limitMs: patienceMs, signal },
      ),
  );
  if (state === undefined)
    throw new UserError(text('The Ray cluster is still being started.'), text('Try again once it runs.'), {
      kind: 'refresh',
    });
  await model.refresh();
}
