/** Where the nodes of the forecast, which are those of the file, are not those that run. */
import { deviceKeys, devices, type ForecastNodeView } from '../../../../server/src/protocol';
import type { NodeStatus } from '../cluster/status';
import { deviceIds } from '../text/amounts';
import type { Line } from './line';
import { text, type Text } from '../text/text';

/** A node of the running cluster. What it was given is absent where Ray counted it by itself. */
export type LivingNode = Pick<NodeStatus, 'name' | 'gpus' | 'npus'>;

/** None where they are the same, as far as both are known. @param living nodes of the running cluster */
export function livingLines(nodes: readonly ForecastNodeView[], living: readonly LivingNode[]): Line[] {
  const differences = [
    ...nodes.flatMap(node => {
      const found = living.find(({ name }) => name === node.name);
      if (found === undefined) return [text('{0}: does not run', node.name)];
      const given = otherDevices(node, found);
      return given === undefined ? [] : [text('{0}: runs with {1}', node.name, given)];
    }),
    ...living
      .filter(({ name }) => nodes.every(node => node.name !== name))
      .map(({ name }) => text('{0}: runs, and is not in the file', name)),
  ];
  if (differences.length === 0) return [];
  return [
    { depth: 0, text: text('! The running cluster has other nodes. This page is about those of the file.') },
    ...differences.map(words => ({ depth: 1, text: words })),
    { depth: 0, text: text('→ Stop the cluster and start it again to use the nodes of the file.') },
  ];
}

/** What the running node has, if the file gives it something else. */
function otherDevices(node: ForecastNodeView, found: LivingNode): Text | undefined {
  const other = devices.find(device => {
    const [file, runs] = [node[deviceKeys[device]], found[deviceKeys[device]]];
    return file !== undefined && runs !== undefined && String(file.toSorted()) !== String(runs.toSorted());
  });
  if (other === undefined) return undefined;
  const runs = found[deviceKeys[other]] ?? [];
  if (runs.length > 0) return deviceIds(other, runs);
  return other === 'gpu' ? text('no GPUs') : text('no NPUs');
}
