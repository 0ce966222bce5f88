/** What a cluster file must be beside its types: nodes that can be told apart and do not share a GPU. */
import type { ClusterFile, ClusterNode } from '../config/clusterFile';
import { replaceValue } from '../document/edit';
import type { Finding } from '../document/finding';
import type { ParsedDocument } from '../document/tree';
import { text } from '../text/text';
import { finding } from './findings';

export function checkClusterNodes(document: ParsedDocument, { nodes }: ClusterFile): Finding[] {
  return [
    ...names(nodes),
    ...nodes.flatMap(node => [...emptyTexts(node), ...repeatedGpus(document, node)]),
    ...sharedGpus(nodes),
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
      text("Two nodes are called '{0}'.", name),
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

function repeatedGpus(document: ParsedDocument, { gpus }: ClusterNode): Finding[] {
  if (gpus?.node.kind !== 'sequence' || gpus.value === undefined) return [];
  const { node, value } = gpus;
  const distinct = [...new Set(value)];
  if (distinct.length === value.length) return [];
  const index = value.findIndex((gpu, at) => value.indexOf(gpu) < at);
  const place = {
    path: [...gpus.path, index],
    span: node.items[index]?.span ?? node.span,
    stage: 'load',
  } as const;
  const message = text('GPU {0} is listed twice.', value[index] ?? 0);
  return [
    finding('wrong-value', place, message, () =>
      node.flow
        ? [
            {
              title: text('List each GPU once'),
              edits: replaceValue(document, node, `[${distinct.join(', ')}]`),
              preferred: true,
            },
          ]
        : [],
    ),
  ];
}

/** One card belongs to one Ray node: two would each think it free. */
function sharedGpus(nodes: readonly ClusterNode[]): Finding[] {
  const owners = new Map<string, ClusterNode>();
  const findings: Finding[] = [];
  for (const node of nodes) {
    // A host that is written and unreadable is unknown; one that is not written is this machine.
    const host = node.host === undefined ? 'local' : node.host.value;
    if (host === undefined || node.gpus?.value === undefined) continue;
    const clash = node.gpus.value.find(gpu => owners.has(`${host} ${gpu}`));
    const owner = clash === undefined ? undefined : owners.get(`${host} ${clash}`);
    for (const gpu of node.gpus.value) if (!owners.has(`${host} ${gpu}`)) owners.set(`${host} ${gpu}`, node);
    if (clash === undefined || owner?.gpus === undefined) continue;
    const other = owner.name?.value ?? String(owner.index);
    const { path, span } = node.gpus;
    const message = text("GPU {0} of host '{1}' already belongs to node '{2}'.", clash, host, other);
    findings.push({
      ...finding('gpus-overlap', { path, span, stage: 'load' }, message),
      related: [{ span: owner.gpus.span, message: text('The other list') }],
    });
  }
  return findings;
}
