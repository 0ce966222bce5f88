/** What of a cluster file cannot be started, before anything is. */
import {
  deviceKeys,
  deviceNames,
  devices,
  type ClusterNodeView,
  type ClusterView,
  type Device,
} from '../../../../server/src/protocol';
import type { Action } from '../text/action';
import { text, UserError } from '../text/text';

/** Throws a UserError for the first thing that is in the way. */
export function checkStartable(view: ClusterView): void {
  const at = (...path: (string | number)[]): Action => ({
    kind: 'openClusterFile',
    file: view.uri,
    at: path,
  });
  if (view.errors > 0) {
    throw new UserError(
      text('The cluster file has errors: {0}.', view.errors),
      text('Fix the problems that the Problems panel lists for {0}, then start again.', view.name),
      { kind: 'showProblems', file: view.uri },
    );
  }
  if (view.nodes.length === 0) {
    throw new UserError(
      text('The cluster file lists no node.'),
      text('Add a node under "nodes".'),
      at('nodes'),
    );
  }
  for (const [index, node] of view.nodes.entries()) checkHost(node, at('nodes', index, 'host'));
  checkNames(view.nodes, at);
  for (const device of devices) checkDevices(device, view.nodes, at);
  if (view.ray.port === view.ray.dashboardPort) {
    throw new UserError(
      text('Ray and its dashboard cannot both use port {0}.', view.ray.port),
      text('Set "dashboard_port" to another value.'),
      at('ray', 'dashboard_port'),
    );
  }
}

export function isLocal({ host }: ClusterNodeView): boolean {
  return host === 'local';
}

function checkHost(node: ClusterNodeView, open: Action): void {
  if (isLocal(node)) return;
  throw new UserError(
    text('Node {0} is on {1}: this version starts nodes only on this machine.', node.name, node.host),
    text('Set its host to local, or wait for the version with SSH support.'),
    open,
  );
}

/** Opens the cluster file at a path. */
type OpenAt = (...path: (string | number)[]) => Action;

function checkNames(nodes: readonly ClusterNodeView[], at: OpenAt): void {
  const names = nodes.map(({ name }) => name);
  const second = names.findIndex((name, index) => names.indexOf(name) !== index);
  const twice = names[second];
  if (twice === undefined) return;
  throw new UserError(
    text('Two nodes have the name {0}.', twice),
    text('Use a different name for each node.'),
    at('nodes', second, 'name'),
  );
}

/** A card that two raylets count as theirs is given to two models at once. */
function checkDevices(device: Device, nodes: readonly ClusterNodeView[], at: OpenAt): void {
  const what = deviceNames[device];
  const owners = new Map<number, string>();
  for (const [index, node] of nodes.entries()) {
    for (const id of node[deviceKeys[device]] ?? []) {
      const owner = owners.get(id);
      if (owner !== undefined) {
        throw new UserError(
          text('{3} {0} is assigned to two nodes, {1} and {2}.', id, owner, node.name, what),
          text('Assign each {0} of a machine to one node only.', what),
          at('nodes', index, deviceKeys[device]),
        );
      }
      owners.set(id, node.name);
    }
  }
}
