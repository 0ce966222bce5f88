/** What a cluster file must be beside its types: nodes that can be distinguished and do not share a GPU or NPU. */
import type { ClusterFile, ClusterNode } from '../../config/clusterFile';
import { isLocalHost } from '../../config/clusterHosts';
import { deviceKeys, deviceNames, devices, type Device } from '../../config/devices';
import { replaceValue } from '../../document/edits/edit';
import type { Finding } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { finding } from './findings';

export function checkClusterNodes(document: ParsedDocument, { nodes }: ClusterFile): Finding[] {
  return [
    ...names(nodes),
    ...nodes.flatMap(node => [
      ...emptyTexts(node),
      ...remoteHost(document, node),
      ...devices.flatMap(device => repeated(document, node, device)),
    ]),
    ...devices.flatMap(device => shared(nodes, device)),
  ];
}

function names(nodes: readonly ClusterNode[]): Finding[] {
  const first = new Map<string, ClusterNode>();
  return nodes.flatMap(node => {
    const name = node.name?.value;
    if (node.name === undefined || name === undefined) return [];
    const other = first.get(name)?.name;
    if (other === undefined) {
      first.set(name, node);
      return [];
    }
    const { path, span } = node.name;
    const found = finding(
      'duplicate-node-name',
      { path, span, stage: 'load' },
      text("Two nodes have the name '{0}'.", name),
    );
    return [{ ...found, related: [{ span: other.span, message: text('The other one') }] }];
  });
}

function emptyTexts({ name, host }: ClusterNode): Finding[] {
  return [name, host].flatMap(field => {
    if (field?.value?.trim() !== '') return [];
    const message = text("'{0}' must not be empty.", String(field.path.at(-1)));
    return [finding('wrong-value', { path: field.path, span: field.span, stage: 'load' }, message)];
  });
}

/**
 * The start compares the host with `local` and refuses any other (client/src/core/cluster/startable.ts). A warning, since
 * the forecast counts such nodes, and somebody else may start them.
 */
function remoteHost(document: ParsedDocument, { host }: ClusterNode): Finding[] {
  const name = host?.value;
  if (host === undefined || name === undefined || name.trim() === '' || name === 'local') return [];
  const means = isLocalHost(name) || name.trim().toLowerCase() === 'local';
  const message = means
    ? text('This machine is written `local` here: with `{0}` the cluster is not started.', name)
    : text(
        'This version starts nodes only on this machine, so a cluster with `{0}` is not started: set `host` to `local`, or run `ray start --address=…` on that machine yourself.',
        name,
      );
  const found = finding('remote-host', { path: host.path, span: host.span, stage: 'load' }, message, () => [
    {
      title: text("Change to '{0}'", 'local'),
      edits: replaceValue(document, host.node, 'local'),
      preferred: means,
    },
  ]);
  return [{ ...found, severity: 'warning' }];
}

function repeated(document: ParsedDocument, owner: ClusterNode, device: Device): Finding[] {
  const list = owner[deviceKeys[device]];
  if (list?.node.kind !== 'sequence' || list.value === undefined) return [];
  const { node, value } = list;
  const distinct = [...new Set(value)];
  if (distinct.length === value.length) return [];
  const index = value.findIndex((id, at) => value.indexOf(id) < at);
  const place = {
    path: [...list.path, index],
    span: node.items[index]?.span ?? node.span,
    stage: 'load',
  } as const;
  const message = text('{1} {0} is listed twice.', value[index] ?? 0, deviceNames[device]);
  return [
    finding('wrong-value', place, message, () =>
      node.flow
        ? [
            {
              title: text('List each {0} once', deviceNames[device]),
              edits: replaceValue(document, node, `[${distinct.join(', ')}]`),
              preferred: true,
            },
          ]
        : [],
    ),
  ];
}

/** One card belongs to one Ray node: two would each think it free. */
function shared(nodes: readonly ClusterNode[], device: Device): Finding[] {
  const key = deviceKeys[device];
  const owners = new Map<string, ClusterNode>();
  const findings: Finding[] = [];
  for (const node of nodes) {
    // A host that is written and unreadable is unknown; one that is not written is this machine.
    const host = node.host === undefined ? 'local' : node.host.value;
    const list = node[key];
    if (host === undefined || list?.value === undefined) continue;
    const clash = list.value.find(id => owners.has(`${host} ${id}`));
    const owner = clash === undefined ? undefined : owners.get(`${host} ${clash}`);
    for (const id of list.value) if (!owners.has(`${host} ${id}`)) owners.set(`${host} ${id}`, node);
    const first = owner?.[key];
    if (clash === undefined || owner === undefined || first === undefined) continue;
    const other = owner.name?.value ?? String(owner.index);
    const { path, span } = list;
    const message = text(
      "{3} {0} of host '{1}' already belongs to node '{2}'.",
      clash,
      host,
      other,
      deviceNames[device],
    );
    findings.push({
      ...finding('gpus-overlap', { path, span, stage: 'load' }, message),
      related: [{ span: first.span, message: text('The other list') }],
    });
  }
  return findings;
}
