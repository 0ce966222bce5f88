/** All rules, in the order of their pages. A new rule is a file and a line here. */
import { meshWorldSize } from './meshWorldSize';
import { noApplications } from './noApplications';
import { ranksExceedCluster } from './ranksExceedCluster';
import { routePrefixShape } from './routePrefixShape';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [meshWorldSize, noApplications, ranksExceedCluster, routePrefixShape];
