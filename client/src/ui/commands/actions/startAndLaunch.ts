/** The cluster and then the server, as commands run them. */
import { startThenLaunch } from '../../../app/launch/startThenLaunch';
import { never } from '../../../core/async/wait';
import type { Services } from '../../services';
import { launch, type WantedLaunch } from './launch';
import { startNodes, waitForStart } from './startNodes';

/** Starts the nodes where they do not run, then launches. A Cancel of the one does not begin the other. */
export function startAndLaunchServer(services: Services, wanted: WantedLaunch): Promise<void> {
  const { config, model } = wanted;
  return startThenLaunch(model.session.status, {
    askFindings: () => model.launch.askFindings(config.fsPath, never),
    startNodes: () => startNodes(services, model),
    waitForStart: () => waitForStart(services, model),
    launch: findings => launch(services, wanted, findings),
  });
}
