/** All rules, in the order of their names. A new rule is a file and a line here. */
import { clientRoutePrefix } from './clientRoutePrefix';
import { duplicateApplicationName } from './duplicateApplicationName';
import { duplicateRoutePrefix } from './duplicateRoutePrefix';
import { gatewayPrefixDiffers } from './gatewayPrefixDiffers';
import { launchReplacesServe } from './launchReplacesServe';
import { meshWorldSize } from './meshWorldSize';
import { modelNameMismatch } from './modelNameMismatch';
import { modelNotSupported } from './modelNotSupported';
import { noApplications } from './noApplications';
import { olderFile } from './olderFile';
import { openToAll } from './openToAll';
import { portClash } from './portClash';
import { proxyLocation } from './proxyLocation';
import { ranksExceedCluster } from './ranksExceedCluster';
import { routePrefixShape } from './routePrefixShape';
import { routePrefixSyntax } from './routePrefixSyntax';
import { serverApplicationMissing } from './serverApplicationMissing';
import { serverHttpOptions } from './serverHttpOptions';
import { singleDeployment } from './singleDeployment';
import { supportedModelUnserved } from './supportedModelUnserved';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  clientRoutePrefix,
  duplicateApplicationName,
  duplicateRoutePrefix,
  gatewayPrefixDiffers,
  launchReplacesServe,
  meshWorldSize,
  modelNameMismatch,
  modelNotSupported,
  noApplications,
  olderFile,
  openToAll,
  portClash,
  proxyLocation,
  ranksExceedCluster,
  routePrefixShape,
  routePrefixSyntax,
  serverApplicationMissing,
  serverHttpOptions,
  singleDeployment,
  supportedModelUnserved,
];
