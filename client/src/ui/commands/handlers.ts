/** Every command of the manifest with its handler; loaded with the first command that is called (index.ts). */
import type { CommandHandler } from '../services';
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

export const handlers: Readonly<Record<string, CommandHandler>> = {
  'twinkle.startCluster': startCluster,
  'twinkle.stopCluster': stopCluster,
  'twinkle.previewCluster': previewCluster,
  'twinkle.launchServer': launchServer,
  'twinkle.launchWith': launchWith,
  'twinkle.startAndLaunch': startAndLaunch,
  'twinkle.stopServer': stopServer,
  'twinkle.sendTestRequest': sendTestRequest,
  'twinkle.copyClientSnippet': copyClientSnippet,
  'twinkle.copyEndpoint': copyEndpoint,
  'twinkle.checkFile': checkFile,
  'twinkle.forecast': forecast,
  'twinkle.showDetails': showDetails,
  'twinkle.showLog': showLog,
  'twinkle.copyReport': copyReport,
  'twinkle.openLog': openLog,
  'twinkle.filterLog': filterLog,
  'twinkle.firstLogError': firstLogError,
  'twinkle.openWholeLog': openWholeLog,
  'twinkle.refresh': refresh,
  'twinkle.selectPython': selectPython,
  'twinkle.newServerConfig': newServerConfig,
  'twinkle.createClusterFile': createClusterFile,
  'twinkle.openClusterFile': openClusterFile,
  'twinkle.openConfigFile': openConfigFile,
  'twinkle.openDashboard': openDashboard,
  'twinkle.revealInFile': revealInFile,
  'twinkle.setRayToken': setRayToken,
  'twinkle.showOutput': showOutput,
  'twinkle.showReferences': showReferences,
};
