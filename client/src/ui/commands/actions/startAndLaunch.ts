/** The cluster and then the server, as commands run them. */
import { startThenLaunch } from '../../../app/launch/startThenLaunch';
import { never } from '../../../core/async/wait';
import { clusterViewOf } from '../../language/clusterView';
import type { Services } from '../../services';
import { needInterpreter } from './chooseInterpreter';
import { launch, type WantedLaunch } from './launch';
import { startNodes, waitForStart } from './startNodes';

/** Starts the nodes where they do not run, then launches. A Cancel of the one does not begin the other. */
export function startAndLaunchServer(services: Services, wanted: WantedLaunch): Promise<void> {
  const { config, model } = wanted;
  const { status } = model.session;
  return startThenLaunch(status, {
    askFindings: async () => {
      // Before the findings, some of which depend on the installed version.
      if (status.state !== 'starting')
        await needInterpreter(services, await clusterViewOf(services, model.uri));
      return model.launch.askFindings(config.fsPath, never);
    },
    startNodes: () => startNodes(services, model),
    waitForStart: () => waitForStart(services, model),
    launch: findings => launch(services, wanted, findings),
  });
}
