/** The cluster and then the server: what is known to be wrong is asked before the first of them is started. */
import { never } from '../../../core/async/wait';
import type { Services } from '../../services';
import { launch, type WantedLaunch } from './launch';
import { startNodes, waitForStart } from './startNodes';

export async function startAndLaunchServer(services: Services, wanted: WantedLaunch): Promise<void> {
  const { config, model } = wanted;
  const { connection, state } = model.session.status;
  if (connection !== undefined) {
    await launch(services, wanted);
    return;
  }
  const findings = await model.launch.askFindings(config.fsPath, never);
  await (state === 'starting' ? waitForStart : startNodes)(services, model);
  await launch(services, wanted, findings);
}
