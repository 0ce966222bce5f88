/** All rules, in the order of their names. A new rule is a file and a line here. */
import { adapterTimeout } from './adapterTimeout';
import { applicationOrder } from './applicationOrder';
import { autoscalingRange } from './autoscalingRange';
import { clientRoutePrefix } from './clientRoutePrefix';
import { cpuBundles } from './cpuBundles';
import { cpuNodes } from './cpuNodes';
import { cpuRanksNumber } from './cpuRanksNumber';
import { duplicateApplicationName } from './duplicateApplicationName';
import { duplicateRoutePrefix } from './duplicateRoutePrefix';
import { environmentString } from './environmentString';
import { environmentUnread } from './environmentUnread';
import { executionTimeout } from './executionTimeout';
import { expertParallelDivides } from './expertParallelDivides';
import { gatewayPrefixDiffers } from './gatewayPrefixDiffers';
import { gpuMemoryUtilization } from './gpuMemoryUtilization';
import { gpusPerWorkerDivides } from './gpusPerWorkerDivides';
import { gpusPerWorkerNode } from './gpusPerWorkerNode';
import { gpusPerWorkerOnCpu } from './gpusPerWorkerOnCpu';
import { gpusPerWorkerOnModel } from './gpusPerWorkerOnModel';
import { ignoredKey } from './ignoredKey';
import { inputAboveContext } from './inputAboveContext';
import { inputAboveLength } from './inputAboveLength';
import { inputAboveTokenLimit } from './inputAboveTokenLimit';
import { launchReplacesServe } from './launchReplacesServe';
import { loraDisabled } from './loraDisabled';
import { loraRank } from './loraRank';
import { lorasFit } from './lorasFit';
import { megatronMeshDims } from './megatronMeshDims';
import { megatronUlysses } from './megatronUlysses';
import { meshDeviceType } from './meshDeviceType';
import { meshSizeUnused } from './meshSizeUnused';
import { meshWorldSize } from './meshWorldSize';
import { modelLimitUnused } from './modelLimitUnused';
import { modelNameMismatch } from './modelNameMismatch';
import { modelNotSupported } from './modelNotSupported';
import { noApplications } from './noApplications';
import { nprocTooSmall } from './nprocTooSmall';
import { nprocUnused } from './nprocUnused';
import { olderFile } from './olderFile';
import { ongoingRequests } from './ongoingRequests';
import { openToAll } from './openToAll';
import { portClash } from './portClash';
import { portRange } from './portRange';
import { processorNeeds } from './processorNeeds';
import { proxyLocation } from './proxyLocation';
import { ranksEmpty } from './ranksEmpty';
import { ranksExceedCluster } from './ranksExceedCluster';
import { ranksUnique } from './ranksUnique';
import { redisLocalhost } from './redisLocalhost';
import { redisPassword } from './redisPassword';
import { redisUrlScheme } from './redisUrlScheme';
import { replicaCpus } from './replicaCpus';
import { replicaGpus } from './replicaGpus';
import { replicasAndAutoscaling } from './replicasAndAutoscaling';
import { replicasMultiply } from './replicasMultiply';
import { routePrefixShape } from './routePrefixShape';
import { routePrefixSyntax } from './routePrefixSyntax';
import { runtimeEnvPath } from './runtimeEnvPath';
import { saveDirectory } from './saveDirectory';
import { scaleToZero } from './scaleToZero';
import { sequenceParallelNeedsTp } from './sequenceParallelNeedsTp';
import { serverApplicationMissing } from './serverApplicationMissing';
import { serverHttpOptions } from './serverHttpOptions';
import { sharedGpus } from './sharedGpus';
import { singleDeployment } from './singleDeployment';
import { stateFieldUnused } from './stateFieldUnused';
import { stateFile } from './stateFile';
import { stateInMemory } from './stateInMemory';
import { supportedModelUnserved } from './supportedModelUnserved';
import { tabInLine } from './tabInLine';
import { targetAboveOngoing } from './targetAboveOngoing';
import { telemetryOff } from './telemetryOff';
import { tpCpWithDp } from './tpCpWithDp';
import { transformersPp } from './transformersPp';
import { transformersTp } from './transformersTp';
import { ulyssesDivides } from './ulyssesDivides';
import { unusedTaskQueue } from './unusedTaskQueue';
import { vppNeedsPp } from './vppNeedsPp';
import { zeroLimit } from './zeroLimit';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  adapterTimeout,
  applicationOrder,
  autoscalingRange,
  clientRoutePrefix,
  cpuBundles,
  cpuNodes,
  cpuRanksNumber,
  duplicateApplicationName,
  duplicateRoutePrefix,
  environmentString,
  environmentUnread,
  executionTimeout,
  expertParallelDivides,
  gatewayPrefixDiffers,
  gpuMemoryUtilization,
  gpusPerWorkerDivides,
  gpusPerWorkerNode,
  gpusPerWorkerOnCpu,
  gpusPerWorkerOnModel,
  ignoredKey,
  inputAboveContext,
  inputAboveLength,
  inputAboveTokenLimit,
  launchReplacesServe,
  loraDisabled,
  loraRank,
  lorasFit,
  megatronMeshDims,
  megatronUlysses,
  meshDeviceType,
  meshSizeUnused,
  meshWorldSize,
  modelLimitUnused,
  modelNameMismatch,
  modelNotSupported,
  noApplications,
  nprocTooSmall,
  nprocUnused,
  olderFile,
  ongoingRequests,
  openToAll,
  portClash,
  portRange,
  processorNeeds,
  proxyLocation,
  ranksEmpty,
  ranksExceedCluster,
  ranksUnique,
  redisLocalhost,
  redisPassword,
  redisUrlScheme,
  replicaCpus,
  replicaGpus,
  replicasAndAutoscaling,
  replicasMultiply,
  routePrefixShape,
  routePrefixSyntax,
  runtimeEnvPath,
  saveDirectory,
  scaleToZero,
  sequenceParallelNeedsTp,
  serverApplicationMissing,
  serverHttpOptions,
  sharedGpus,
  singleDeployment,
  stateFieldUnused,
  stateFile,
  stateInMemory,
  supportedModelUnserved,
  tabInLine,
  targetAboveOngoing,
  telemetryOff,
  tpCpWithDp,
  transformersPp,
  transformersTp,
  ulyssesDivides,
  unusedTaskQueue,
  vppNeedsPp,
  zeroLimit,
];
