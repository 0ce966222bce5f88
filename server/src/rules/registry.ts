/** All rules, in the order of their names. A new rule is a file and a line here. */
import { clientRoutePrefix } from './clientRoutePrefix';
import { cpuRanksNumber } from './cpuRanksNumber';
import { duplicateApplicationName } from './duplicateApplicationName';
import { duplicateRoutePrefix } from './duplicateRoutePrefix';
import { executionTimeout } from './executionTimeout';
import { gatewayPrefixDiffers } from './gatewayPrefixDiffers';
import { inputAboveContext } from './inputAboveContext';
import { inputAboveLength } from './inputAboveLength';
import { inputAboveTokenLimit } from './inputAboveTokenLimit';
import { launchReplacesServe } from './launchReplacesServe';
import { loraDisabled } from './loraDisabled';
import { loraRank } from './loraRank';
import { meshDeviceType } from './meshDeviceType';
import { meshWorldSize } from './meshWorldSize';
import { modelNameMismatch } from './modelNameMismatch';
import { modelNotSupported } from './modelNotSupported';
import { noApplications } from './noApplications';
import { nprocTooSmall } from './nprocTooSmall';
import { nprocUnused } from './nprocUnused';
import { olderFile } from './olderFile';
import { ongoingRequests } from './ongoingRequests';
import { openToAll } from './openToAll';
import { portClash } from './portClash';
import { processorNeeds } from './processorNeeds';
import { proxyLocation } from './proxyLocation';
import { ranksEmpty } from './ranksEmpty';
import { ranksExceedCluster } from './ranksExceedCluster';
import { ranksUnique } from './ranksUnique';
import { routePrefixShape } from './routePrefixShape';
import { routePrefixSyntax } from './routePrefixSyntax';
import { serverApplicationMissing } from './serverApplicationMissing';
import { serverHttpOptions } from './serverHttpOptions';
import { singleDeployment } from './singleDeployment';
import { supportedModelUnserved } from './supportedModelUnserved';
import { unusedTaskQueue } from './unusedTaskQueue';
import { zeroLimit } from './zeroLimit';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  clientRoutePrefix,
  cpuRanksNumber,
  duplicateApplicationName,
  duplicateRoutePrefix,
  executionTimeout,
  gatewayPrefixDiffers,
  inputAboveContext,
  inputAboveLength,
  inputAboveTokenLimit,
  launchReplacesServe,
  loraDisabled,
  loraRank,
  meshDeviceType,
  meshWorldSize,
  modelNameMismatch,
  modelNotSupported,
  noApplications,
  nprocTooSmall,
  nprocUnused,
  olderFile,
  ongoingRequests,
  openToAll,
  portClash,
  processorNeeds,
  proxyLocation,
  ranksEmpty,
  ranksExceedCluster,
  ranksUnique,
  routePrefixShape,
  routePrefixSyntax,
  serverApplicationMissing,
  serverHttpOptions,
  singleDeployment,
  supportedModelUnserved,
  unusedTaskQueue,
  zeroLimit,
];
