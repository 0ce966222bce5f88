/** Every command of the manifest with its handler. */
import * as vscode from 'vscode';
import { needsMachine } from '../trust/commandAccess';
import { guarded } from '../messages/errors';
import type { CommandHandler, Services } from '../services';
import { requireMachine } from '../trust/trust';
import { checkFile } from './checkFile';
import { copyClientSnippet } from './copyClientSnippet';
import { copyEndpoint } from './copyEndpoint';
import { copyReport } from './copyReport';
import { createClusterFile } from './createClusterFile';
import { filterLog } from './filterLog';
import { firstLogError } from './firstLogError';
import { forecast } from './forecast';
import { launchServer } from './launchServer';
import { launchWith } from './launchWith';
import { newServerConfig } from './newServerConfig';
import { openClusterFile } from './openClusterFile';
import { openConfigFile } from './openConfigFile';
import { openDashboard } from './openDashboard';
import { openLog } from './openLog';
import { openWholeLog } from './openWholeLog';
import { previewCluster } from './previewCluster';
import { refresh } from './refresh';
import { revealInFile } from './revealInFile';
import { selectPython } from './selectPython';
import { sendTestRequest } from './sendTestRequest';
import { setRayToken } from './setRayToken';
import { showDetails } from './showDetails';
import { showLog } from './showLog';
import { showOutput } from './showOutput';
import { showReferences } from './showReferences';
import { startAndLaunch } from './startAndLaunch';
import { startCluster } from './startCluster';
import { stopCluster } from './stopCluster';
import { stopServer } from './stopServer';

export function registerCommands(services: Services): vscode.Disposable {
  const register = (command: string, handler: CommandHandler) => {
    const run = handler(services);
    const checked: typeof run = (given, ...more) => {
      if (needsMachine(command)) requireMachine(given);
      return run(given, ...more);
    };
    return vscode.commands.registerCommand(command, guarded(services.log, checked));
  };
  return vscode.Disposable.from(
    register('twinkle.startCluster', startCluster),
    register('twinkle.stopCluster', stopCluster),
    register('twinkle.previewCluster', previewCluster),
    register('twinkle.launchServer', launchServer),
    register('twinkle.launchWith', launchWith),
    register('twinkle.startAndLaunch', startAndLaunch),
    register('twinkle.stopServer', stopServer),
    register('twinkle.sendTestRequest', sendTestRequest),
    register('twinkle.copyClientSnippet', copyClientSnippet),
    register('twinkle.copyEndpoint', copyEndpoint),
    register('twinkle.checkFile', checkFile),
    register('twinkle.forecast', forecast),
    register('twinkle.showDetails', showDetails),
    register('twinkle.showLog', showLog),
    register('twinkle.copyReport', copyReport),
    register('twinkle.openLog', openLog),
    register('twinkle.filterLog', filterLog),
    register('twinkle.firstLogError', firstLogError),
    register('twinkle.openWholeLog', openWholeLog),
    register('twinkle.refresh', refresh),
    register('twinkle.selectPython', selectPython),
    register('twinkle.newServerConfig', newServerConfig),
    register('twinkle.createClusterFile', createClusterFile),
    register('twinkle.openClusterFile', openClusterFile),
    register('twinkle.openConfigFile', openConfigFile),
    register('twinkle.openDashboard', openDashboard),
    register('twinkle.revealInFile', revealInFile),
    register('twinkle.setRayToken', setRayToken),
    register('twinkle.showOutput', showOutput),
    register('twinkle.showReferences', showReferences),
  );
}
