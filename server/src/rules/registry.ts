/** All rules, in the order of their names. A new rule is a file and a line here. */
import { adapterTimeout } from './adapterTimeout';
import { applicationOrder } from './applicationOrder';
import { autoscalingRange } from './autoscalingRange';
import { clientRoutePrefix } from './clientRoutePrefix';
import { cpNeedsFsdp } from './cpNeedsFsdp';
import { cpuBundles } from './cpuBundles';
import { cpuNodes } from './cpuNodes';
import { cpuRanksNumber } from './cpuRanksNumber';
import { duplicateApplicationName } from './duplicateApplicationName';
import { duplicateRoutePrefix } from './duplicateRoutePrefix';
import { engineArgsTaken } from './engineArgsTaken';
import { engineArgsUnknown } from './engineArgsUnknown';
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
import { hsdpOrder } from './hsdpOrder';
import { ignoredKey } from './ignoredKey';
import { inputAboveContext } from './inputAboveContext';
import { inputAboveLength } from './inputAboveLength';
import { inputAboveTokenLimit } from './inputAboveTokenLimit';
import { launchReplacesServe } from './launchReplacesServe';
import { launcherVisibleDevices } from './launcherVisibleDevices';
import { loraDisabled } from './loraDisabled';
import { loraRank } from './loraRank';
import { lorasFit } from './lorasFit';
import { megatronMeshDims } from './megatronMeshDims';
import { megatronUlysses } from './megatronUlysses';
import { meshDeviceType } from './meshDeviceType';
import { meshDimNames } from './meshDimNames';
import { meshExplicitWorldSize } from './meshExplicitWorldSize';
import { meshRanks } from './meshRanks';
import { meshSizePositive } from './meshSizePositive';
import { meshSizeUnused } from './meshSizeUnused';
import { meshWithoutData } from './meshWithoutData';
import { meshWorldSize } from './meshWorldSize';
import { modelLimitUnused } from './modelLimitUnused';
import { modelNameMismatch } from './modelNameMismatch';
import { modelNotSupported } from './modelNotSupported';
import { ncpuPositive } from './ncpuPositive';
import { noApplications } from './noApplications';
import { npusUndeclared } from './npusUndeclared';
import { nprocPositive } from './nprocPositive';
import { nprocTooSmall } from './nprocTooSmall';
import { nprocUnused } from './nprocUnused';
import { olderFile } from './olderFile';
import { olderOmegaconf } from './olderOmegaconf';
import { ongoingRequests } from './ongoingRequests';
import { openToAll } from './openToAll';
import { portClash } from './portClash';
import { portRange } from './portRange';
import { processorNeeds } from './processorNeeds';
import { processorOnGpu } from './processorOnGpu';
import { proxyLocation } from './proxyLocation';
import { ranksEmpty } from './ranksEmpty';
import { ranksExceedCluster } from './ranksExceedCluster';
import { ranksGap } from './ranksGap';
import { ranksNegative } from './ranksNegative';
import { ranksOffset } from './ranksOffset';
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
import { samplerSmallBatch } from './samplerSmallBatch';
import { samplerTpSize } from './samplerTpSize';
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
import { supportedModelItem } from './supportedModelItem';
import { supportedModelUnserved } from './supportedModelUnserved';
import { tabInLine } from './tabInLine';
import { targetAboveOngoing } from './targetAboveOngoing';
import { telemetryOff } from './telemetryOff';
import { torchSampler } from './torchSampler';
import { tpCpWithDp } from './tpCpWithDp';
import { trainSmallBatch } from './trainSmallBatch';
import { transformersPp } from './transformersPp';
import { transformersTp } from './transformersTp';
import { ulyssesDivides } from './ulyssesDivides';
import { unknownDevice } from './unknownDevice';
import { unusedTaskQueue } from './unusedTaskQueue';
import { visibleDevicesUnused } from './visibleDevicesUnused';
import { vllmTpFit } from './vllmTpFit';
import { vppNeedsPp } from './vppNeedsPp';
import { zeroLimit } from './zeroLimit';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  adapterTimeout,
  applicationOrder,
  autoscalingRange,
  clientRoutePrefix,
  cpNeedsFsdp,
  cpuBundles,
  cpuNodes,
  cpuRanksNumber,
  duplicateApplicationName,
  duplicateRoutePrefix,
  engineArgsTaken,
  engineArgsUnknown,
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
  hsdpOrder,
  ignoredKey,
  inputAboveContext,
  inputAboveLength,
  inputAboveTokenLimit,
  launchReplacesServe,
  launcherVisibleDevices,
  loraDisabled,
  loraRank,
  lorasFit,
  megatronMeshDims,
  megatronUlysses,
  meshDeviceType,
  meshDimNames,
  meshExplicitWorldSize,
  meshRanks,
  meshSizePositive,
  meshSizeUnused,
  meshWithoutData,
  meshWorldSize,
  modelLimitUnused,
  modelNameMismatch,
  modelNotSupported,
  ncpuPositive,
  noApplications,
  nprocPositive,
  npusUndeclared,
  nprocTooSmall,
  nprocUnused,
  olderFile,
  olderOmegaconf,
  ongoingRequests,
  openToAll,
  portClash,
  portRange,
  processorNeeds,
  processorOnGpu,
  proxyLocation,
  ranksEmpty,
  ranksExceedCluster,
  ranksGap,
  ranksNegative,
  ranksOffset,
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
  samplerSmallBatch,
  samplerTpSize,
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
  supportedModelItem,
  supportedModelUnserved,
  tabInLine,
  targetAboveOngoing,
  telemetryOff,
  torchSampler,
  tpCpWithDp,
  trainSmallBatch,
  transformersPp,
  transformersTp,
  ulyssesDivides,
  unknownDevice,
  unusedTaskQueue,
  visibleDevicesUnused,
  vllmTpFit,
  vppNeedsPp,
  zeroLimit,
];
