/** Answers of a real cluster (ray 2.60, three raylets on one machine), decoded as the extension does it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSnapshot, type Answer } from '../../../client/src/core/ray/decodeSnapshot';
import type { Snapshot } from '../../../client/src/core/ray/snapshot';

const folder = join(import.meta.dirname, '../../fixtures/ray-2.60');

function recorded(name: string): Answer {
  return { value: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as unknown };
}

/** @param suffix `-dead` for the cluster after one of its nodes was ended @param serve answer of Ray Serve */
export function recordedSnapshot(suffix: '' | '-dead' = '', serve = 'serve'): Snapshot {
  return decodeSnapshot(
    {
      version: recorded('version'),
      nodes: recorded(`nodes${suffix}`),
      nodeResources: recorded(`state-nodes${suffix}`),
      clusterStatus: recorded(`cluster-status${suffix}`),
      applications: recorded(serve),
    },
    0,
  );
}
