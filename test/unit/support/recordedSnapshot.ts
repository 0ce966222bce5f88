/** Answers of a real cluster (ray 2.60, three raylets on one machine), decoded as the extension does it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeClaims } from '../../../client/src/core/ray/decodeClaims';
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

/** While the second of two models, `one` and `two`, waits for the four GPUs that the first one holds. */
export function recordedHang(): Snapshot {
  const read = (name: string) => (recorded(`${name}-pending`) as { value: unknown }).value;
  const claims = decodeClaims(read('placement-groups'), read('actors'));
  const snapshot = decodeSnapshot(
    {
      version: recorded('version'),
      nodes: recorded('nodes-pending'),
      nodeResources: recorded('state-nodes-pending'),
      clusterStatus: recorded('cluster-status-pending'),
      applications: recorded('serve-pending'),
    },
    1_000,
  );
  return claims === undefined ? snapshot : { ...snapshot, claims };
}
