/** What tests of a cluster's session have in common. */
import type { ClusterView } from '../../server/src/protocol';
import { mayHaveRecords } from '../../client/src/adapters/recordsFolder';
import type { ClusterPorts } from '../../client/src/app/cluster/dependencies';
import type { Keeper } from '../../client/src/core/machine/keeper';

/** For a session that asks no dashboard and has no secret. */
export function portsWithoutDashboard(keeper: Keeper, state: string, python?: string): ClusterPorts {
  return {
    keeper,
    mayHaveRecords: () => mayHaveRecords({ TWINKLE_STATE_HOME: state }),
    dashboard: () => {
      throw new Error('no dashboard was to be asked');
    },
    secrets: {
      get: () => Promise.resolve(undefined),
      set: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    python: () => Promise.resolve(python),
  };
}

/** A cluster file with a head alone. */
export function headOnly(clusterFile: string): ClusterView {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return {
    uri: `file://${clusterFile}`,
    name: 'lab',
    ray: { port: 1, dashboardPort: 2, auth: 'disabled' },
    env: {},
    nodes: [{ name: 'head', host: 'local', env: {}, range }],
    errors: 0,
  };
}
