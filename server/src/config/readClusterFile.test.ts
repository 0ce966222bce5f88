import { describe, expect, it } from 'vitest';
import { parseDocument } from '../document/parse';
import { readClusterFile } from './readClusterFile';

const file = `
cluster_name: lab
ray: {port: 6379, auth: token}
env: {A: 010, B: "x", C: yes}
nodes:
  - name: head
    gpus: [0, 1]
  - name: cpu
    gpus: []
    cpus: 32
  - name: odd
    gpus: [a]
`;

describe('readClusterFile', () => {
  it('reads nodes; GPUs of a wrong type are unknown, not none', () => {
    const { nodes, port, auth } = readClusterFile(parseDocument(file));
    expect([port?.value, auth?.value]).toEqual([6379, 'token']);
    expect(nodes.map(({ gpus }) => gpus?.value)).toEqual([[0, 1], [], undefined]);
    expect(nodes[1]?.cpus?.value).toBe(32);
  });

  it('takes environment values as they are written', () => {
    const { env } = readClusterFile(parseDocument(file));
    expect(env.map(({ name, value }) => [name, value.value])).toEqual([
      ['A', '010'],
      ['B', 'x'],
      ['C', 'yes'],
    ]);
  });
});
