/** The cluster and then the server: what is known to be wrong is asked before the first of them is started. */
import { never } from '../../../core/async/wait';
import { clusterViewOf } from '../../language/clusterView';
import type { Services } from '../../services';
import { needInterpreter } from './chooseInterpreter';
import { launch, type WantedLaunch } from './launch';
import { startNodes, waitForStart } from './startNodes';

export async function startAndLaunchServer(services: Services, wanted: WantedLaunch): Promise<void> {
  const { config, model } = wanted;
  const { connection, state } = model.session.status;
  if (connection !== undefined) {
    await launch(services, wanted);
    return;
  }
  if (state !== 'starting') {
    // Before the findings, some of which depend on the installed version.
    await needInterpreter(services, await clusterViewOf(services, model.uri));
  }
  const findings = await model.launch.askFindings(config.fsPath, never);
  await (state === 'starting' ? waitForStart : startNodes)(services, model);
  await launch(services, wanted, findings);
}
