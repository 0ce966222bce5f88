/** What the analyzer makes of the cases of the rules, beside the cluster that they are launched on. */
import { createAnalyzer, type ConfigAnalysis } from '../../../server/src/analysis/analysis';
import type { Facts } from '../../../server/src/protocol';

/** What the cluster file of the cases declares; the cluster is started so. */
export const ruleNodes = [
  { name: 'head', gpus: [0, 1, 2, 3], cpus: 8 },
  { name: 'gpu', gpus: [4, 5, 6, 7], cpus: 8 },
  { name: 'cpu', gpus: [], cpus: 16 },
];

export interface RuleAnalysisOptions {
  /** Of the cluster file. */
  readonly nodes?: readonly (typeof ruleNodes)[number][];
  /** The setting `twinkle.rules`. */
  readonly rules?: Facts['rules'];
}

/** With the version that is installed for the tests. */
export function ruleAnalysis(
  yaml: string,
  { nodes = ruleNodes, rules }: RuleAnalysisOptions = {},
): ConfigAnalysis {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  const facts: Facts = { twinkleVersion: '0.5.1', ...(rules !== undefined && { rules }) };
  const cluster = analyzer.cluster({ uri: 'file:///twinkle_cluster.yaml', text: clusterText(nodes) }, facts);
  return analyzer.config({ uri: 'file:///server_config.yaml', text: yaml }, facts, cluster);
}

function clusterText(nodes: readonly (typeof ruleNodes)[number][]): string {
  return [
    'cluster_name: lab',
    'nodes:',
    ...nodes.flatMap(({ name, gpus, cpus }) => [
      `  - name: ${name}`,
      '    host: local',
      `    gpus: [${gpus.join(', ')}]`,
      `    cpus: ${cpus}`,
    ]),
    '',
  ].join('\n');
}
