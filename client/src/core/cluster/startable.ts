/** What of a cluster file cannot be started, before anything is. */
import {
  deviceKeys,
  deviceNames,
  devices,
  type ClusterNodeView,
  type ClusterView,
  type Device,
} from '../../../../server/src/protocol';
import { text, UserError } from '../text/text';

/** Throws a UserError for the first thing that is in the way. */
export function checkStartable(view: ClusterView): void {
  if (view.errors > 0) {
    throw new UserError(
      text('The cluster file has errors: {0}.', view.errors),
      text('Fix the problems that the Problems panel lists for {0}, then start again.', view.name),
      'workbench.actions.view.problems',
    );
  }
  if (view.nodes.length === 0) {
    throw new UserError(text('The cluster file lists no node.'), text('Add a node under "nodes".'));
  }
  for (const node of view.nodes) checkHost(node);
  checkNames(view.nodes);
  for (const device of devices) checkDevices(device, view.nodes);
  if (view.ray.port === view.ray.dashboardPort) {
    throw new UserError(
      text('Ray and its dashboard cannot both use port {0}.', view.ray.port),
      text('Set "dashboard_port" to another value.'),
    );
  }
}

export function isLocal({ host }: ClusterNodeView): boolean {
  return host === 'local';
}

function checkHost(node: ClusterNodeView): void {
  if (isLocal(node)) return;
  throw new UserError(
    text('Node {0} is on {1}: this version starts nodes only on this machine.', node.name, node.host),
    text('Set its host to local, or wait for the version with SSH support.'),
  );
}

function checkNames(nodes: readonly ClusterNodeView[]): void {
  const names = nodes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new UserError(
    text('Two nodes have the name {0}.', twice),
    text('Use a different name for each node.'),
  );
}

/** A card that two raylets count as theirs is given to two models at once. */
function checkDevices(device: Device, nodes: readonly ClusterNodeView[]): void {
  const what = deviceNames[device];
  const owners = new Map<number, string>();
  for (const node of nodes) {
    for (const id of node[deviceKeys[device]] ?? []) {
      const owner = owners.get(id);
      if (owner !== undefined) {
        throw new UserError(
          text('{3} {0} is assigned to two nodes, {1} and {2}.', id, owner, node.name, what),
          text('Assign each {0} of a machine to one node only.', what),
        );
      }
      owners.set(id, node.name);
    }
  }
}
