/** All rules, in the order of their names. A new rule is a file and a line here. */
import { clientRoutePrefix } from './clientRoutePrefix';
import { duplicateApplicationName } from './duplicateApplicationName';
import { duplicateRoutePrefix } from './duplicateRoutePrefix';
import { gatewayPrefixDiffers } from './gatewayPrefixDiffers';
import { meshWorldSize } from './meshWorldSize';
import { modelNotSupported } from './modelNotSupported';
import { noApplications } from './noApplications';
import { olderFile } from './olderFile';
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
  meshWorldSize,
  modelNotSupported,
  noApplications,
  olderFile,
  ranksExceedCluster,
  routePrefixShape,
  routePrefixSyntax,
  serverApplicationMissing,
  serverHttpOptions,
  singleDeployment,
  supportedModelUnserved,
];
