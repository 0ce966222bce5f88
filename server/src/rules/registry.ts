/** All rules, in the order of their names. A new rule is a file and a line here. */
import { duplicateApplicationName } from './duplicateApplicationName';
import { duplicateRoutePrefix } from './duplicateRoutePrefix';
import { meshWorldSize } from './meshWorldSize';
import { noApplications } from './noApplications';
import { ranksExceedCluster } from './ranksExceedCluster';
import { routePrefixShape } from './routePrefixShape';
import { routePrefixSyntax } from './routePrefixSyntax';
import { serverHttpOptions } from './serverHttpOptions';
import { singleDeployment } from './singleDeployment';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  duplicateApplicationName,
  duplicateRoutePrefix,
  meshWorldSize,
  noApplications,
  ranksExceedCluster,
  routePrefixShape,
  routePrefixSyntax,
  serverHttpOptions,
  singleDeployment,
];
