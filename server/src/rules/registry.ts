/** All rules, in the order of their names. A new rule is a file and a line here. */
import { adapterTimeout } from './limits/adapterTimeout';
import { applicationOrder } from './cluster/applicationOrder';
import { autoscalingRange } from './replicas/autoscalingRange';
import { clientRoutePrefix } from './routes/clientRoutePrefix';
import { cpNeedsFsdp } from './parallel/cpNeedsFsdp';
import { cpuBundles } from './cluster/cpuBundles';
import { cpuNodes } from './cluster/cpuNodes';
import { cpuRanksNumber } from './ranks/cpuRanksNumber';
import { duplicateApplicationName } from './applications/duplicateApplicationName';
import { duplicateRoutePrefix } from './routes/duplicateRoutePrefix';
import { engineArgsTaken } from './samplers/engineArgsTaken';
import { engineArgsUnknown } from './samplers/engineArgsUnknown';
import { environmentString } from './environment/environmentString';
import { environmentUnread } from './environment/environmentUnread';
import { executionTimeout } from './limits/executionTimeout';
import { expertParallelDivides } from './parallel/expertParallelDivides';
import { gatewayPrefixDiffers } from './routes/gatewayPrefixDiffers';
import { gpuMemoryUtilization } from './samplers/gpuMemoryUtilization';
import { gpusPerWorkerDivides } from './ranks/gpusPerWorkerDivides';
import { gpusPerWorkerNode } from './ranks/gpusPerWorkerNode';
import { gpusPerWorkerOnCpu } from './ranks/gpusPerWorkerOnCpu';
import { gpusPerWorkerOnModel } from './ranks/gpusPerWorkerOnModel';
import { hsdpOrder } from './mesh/hsdpOrder';
import { ignoredKey } from './replicas/ignoredKey';
import { inputAboveContext } from './limits/inputAboveContext';
import { inputAboveLength } from './limits/inputAboveLength';
import { inputAboveTokenLimit } from './limits/inputAboveTokenLimit';
import { launchReplacesServe } from './applications/launchReplacesServe';
import { launcherVisibleDevices } from './environment/launcherVisibleDevices';
import { loraDisabled } from './samplers/loraDisabled';
import { loraRank } from './samplers/loraRank';
import { lorasFit } from './samplers/lorasFit';
import { megatronMeshDims } from './parallel/megatronMeshDims';
import { megatronUlysses } from './parallel/megatronUlysses';
import { meshDeviceType } from './mesh/meshDeviceType';
import { meshDimNames } from './mesh/meshDimNames';
import { meshExplicitWorldSize } from './mesh/meshExplicitWorldSize';
import { meshRanks } from './mesh/meshRanks';
import { meshSizePositive } from './mesh/meshSizePositive';
import { meshSizeUnused } from './mesh/meshSizeUnused';
import { meshWithoutData } from './mesh/meshWithoutData';
import { meshWorldSize } from './mesh/meshWorldSize';
import { modelLimitUnused } from './limits/modelLimitUnused';
import { modelNameMismatch } from './models/modelNameMismatch';
import { modelNotSupported } from './models/modelNotSupported';
import { ncpuPositive } from './ranks/ncpuPositive';
import { noApplications } from './applications/noApplications';
import { npusUndeclared } from './cluster/npusUndeclared';
import { nprocPositive } from './ranks/nprocPositive';
import { nprocTooSmall } from './ranks/nprocTooSmall';
import { nprocUnused } from './ranks/nprocUnused';
import { olderFile } from './versions/olderFile';
import { olderOmegaconf } from './versions/olderOmegaconf';
import { ongoingRequests } from './replicas/ongoingRequests';
import { openToAll } from './http/openToAll';
import { portClash } from './http/portClash';
import { portRange } from './http/portRange';
import { processorNeeds } from './applications/processorNeeds';
import { processorOnGpu } from './ranks/processorOnGpu';
import { proxyLocation } from './http/proxyLocation';
import { ranksEmpty } from './ranks/ranksEmpty';
import { ranksExceedCluster } from './cluster/ranksExceedCluster';
import { ranksGap } from './ranks/ranksGap';
import { ranksNegative } from './ranks/ranksNegative';
import { ranksOffset } from './ranks/ranksOffset';
import { ranksUnique } from './ranks/ranksUnique';
import { redisLocalhost } from './state/redisLocalhost';
import { redisPassword } from './state/redisPassword';
import { redisUrlScheme } from './state/redisUrlScheme';
import { replicaCpus } from './replicas/replicaCpus';
import { replicaGpus } from './replicas/replicaGpus';
import { replicasAndAutoscaling } from './replicas/replicasAndAutoscaling';
import { replicasMultiply } from './replicas/replicasMultiply';
import { routePrefixShape } from './routes/routePrefixShape';
import { routePrefixSyntax } from './routes/routePrefixSyntax';
import { runtimeEnvPath } from './environment/runtimeEnvPath';
import { samplerSmallBatch } from './mesh/samplerSmallBatch';
import { samplerTpSize } from './mesh/samplerTpSize';
import { saveDirectory } from './environment/saveDirectory';
import { scaleToZero } from './replicas/scaleToZero';
import { sequenceParallelNeedsTp } from './parallel/sequenceParallelNeedsTp';
import { serverApplicationMissing } from './applications/serverApplicationMissing';
import { serverHttpOptions } from './http/serverHttpOptions';
import { sharedGpus } from './cluster/sharedGpus';
import { singleDeployment } from './applications/singleDeployment';
import { stateFieldUnused } from './state/stateFieldUnused';
import { stateFile } from './state/stateFile';
import { stateInMemory } from './state/stateInMemory';
import { supportedModelItem } from './models/supportedModelItem';
import { supportedModelUnserved } from './models/supportedModelUnserved';
import { tabInLine } from './versions/tabInLine';
import { targetAboveOngoing } from './replicas/targetAboveOngoing';
import { telemetryOff } from './environment/telemetryOff';
import { torchSampler } from './samplers/torchSampler';
import { tpCpWithDp } from './parallel/tpCpWithDp';
import { trainSmallBatch } from './mesh/trainSmallBatch';
import { transformersPp } from './parallel/transformersPp';
import { transformersTp } from './parallel/transformersTp';
import { ulyssesDivides } from './parallel/ulyssesDivides';
import { unknownDevice } from './ranks/unknownDevice';
import { unusedTaskQueue } from './limits/unusedTaskQueue';
import { visibleDevicesUnused } from './ranks/visibleDevicesUnused';
import { vllmTpFit } from './samplers/vllmTpFit';
import { vppNeedsPp } from './parallel/vppNeedsPp';
import { zeroLimit } from './limits/zeroLimit';
import type { Rule } from './engine/rule';

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
