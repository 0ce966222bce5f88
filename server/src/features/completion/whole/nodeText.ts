/** The text of nodes of the cluster file as snippets. */
import type { Hardware } from '../likely/hardware';
import { choice, placeholder } from '../snippet';

export interface NodeNaming {
  readonly name: string;
  /** Ids of its devices; of no meaning without devices. */
  readonly ids: readonly number[];
  /** Number of the first place to fill in; two are taken. */
  readonly firstPlace: number;
}

/** An item of `nodes` at column 0, with its dash. */
export function nodeText(hardware: Hardware, { name, ids, firstPlace }: NodeNaming): string {
  const devices =
    hardware === 'none' ? 'gpus: []' : `${hardware}s: [${placeholder(firstPlace + 1, ids.join(', '))}]`;
  return [`- name: ${placeholder(firstPlace, name)}`, '  host: local', `  ${devices}`].join('\n');
}

/** A whole cluster file with these nodes. */
export function clusterText(nodes: readonly string[]): string {
  return [
    ...clusterHead(placeholder(1, 'lab'), choice(2, ['disabled', 'token'])),
    'nodes:',
    ...nodes.map(node => node.replace(/^/gm, '  ')),
    '',
  ].join('\n');
}

/** The lines of a cluster file above its nodes. */
export function clusterHead(name: string, auth: string): string[] {
  return [
    `cluster_name: ${name}`,
    'ray:',
    '  port: 6379',
    '  dashboard_port: 8265',
    `  auth: ${auth}`,
    'env:',
    '  TWINKLE_TRUST_REMOTE_CODE: "0"',
  ];
}
