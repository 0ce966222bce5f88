/** What to write where only the CPUs are missing: a number with which everything fits for sure. */
import type { ClusterFile } from '../config/clusterFile';
import type { Application } from '../config/serverConfig';
import { fitsForSure, forecast } from './forecast';
import { rayNodes } from './search/rayNodes';
import type { Steps } from './search/steps';

/** Sizes of machines that are tried. */
const sizes = [4, 8, 16, 32, 64];

/**
 * CPUs for each node that does not say its own, the least of a few usual numbers; undefined where every node says them,
 * or where more is missing.
 */
export function* enoughCpus(
  applications: readonly Application[],
  cluster: ClusterFile,
  version: string,
): Steps<number | undefined> {
  const nodes = rayNodes(cluster);
  if (nodes.every(({ cpus }) => cpus !== undefined)) return undefined;
  for (const size of sizes) {
    const sized = nodes.map(node => ({ ...node, cpus: node.cpus ?? size }));
    if (fitsForSure(yield* forecast(applications, cluster, version, sized))) return size;
  }
  return undefined;
}
