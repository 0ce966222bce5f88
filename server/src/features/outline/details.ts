/** What the outline says beside a name: sizes, as far as they are known. */
import type { ClusterNode } from '../../config/clusterFile';
import { deviceKeys, deviceNames, devices } from '../../config/devices';
import type { Application, Deployment } from '../../config/serverConfig';
import type { TreeNode } from '../../document/tree/tree';
import { groupDevice } from '../../mesh/groupDevice';
import { rankCount } from '../../mesh/rankCount';
import { listed } from '../../text/listed';
import { text, type Text, type Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { meshText } from '../fields/meshText';

/** Words for some of the nodes of a tree. */
export type Details = ReadonlyMap<TreeNode, string>;

export function detailsOf(analysis: Analysis, translate: Translate): Details {
  const told = new Map<TreeNode, string>();
  const tell = (node: TreeNode | undefined, detail: Text | string | undefined): void => {
    if (node === undefined || detail === undefined) return;
    told.set(node, typeof detail === 'string' ? detail : translate(detail));
  };
  if (analysis.kind === 'cluster') {
    for (const node of analysis.file.nodes) tell(node.node, listed(sizeOf(node)));
    return told;
  }
  for (const application of analysis.config.applications) {
    const { node, kind, args, deployment } = application;
    tell(node, kind?.value);
    tell(args?.node, args?.backend?.value ?? args?.samplerType?.value);
    const mesh = meshText(application);
    tell(args?.deviceGroup?.node, mesh?.workers ?? ranksText(application));
    tell(args?.deviceMesh?.node, mesh?.world);
    tell(deployment?.node, deployment && replicasText(deployment));
  }
  return told;
}

function ranksText({ args }: Application): Text | undefined {
  const group = args?.deviceGroup;
  const ranks = group && rankCount(group);
  if (group === undefined || ranks === undefined) return undefined;
  return groupDevice(group) === 'cpu'
    ? text('{0} {0|process|processes}', ranks)
    : text('{0} {0|rank|ranks}', ranks);
}

function replicasText({ numReplicas, minReplicas, maxReplicas }: Deployment): Text | undefined {
  const count = numReplicas?.value;
  if (typeof count === 'number') return text('{0} {0|replica|replicas}', count);
  const [least, most] = [minReplicas === undefined ? 1 : minReplicas.value, maxReplicas?.value];
  if (numReplicas !== undefined || least === undefined || most === undefined) return undefined;
  return least === most
    ? text('{0} {0|replica|replicas}', most)
    : text('{0} to {1} {1|replica|replicas}', least, most);
}

function sizeOf(node: ClusterNode): Text[] {
  const counts = devices.flatMap(device => {
    const count = node[deviceKeys[device]]?.value?.length;
    return count === undefined ? [] : [text('{0} {1}{0||s}', count, deviceNames[device])];
  });
  const cpus = node.cpus?.value;
  return cpus === undefined ? counts : [...counts, text('{0} {0|CPU|CPUs}', cpus)];
}
