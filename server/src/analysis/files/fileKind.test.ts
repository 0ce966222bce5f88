import { expect, it } from 'vitest';
import { parseDocument } from '../../document/parse';
import { fileKind, kindOfContent } from './fileKind';

it.each([
  ['file:///a/server_config.yaml', undefined, 'config'],
  ['file:///a/server_config_gpu.yml', 'yaml', 'config'],
  ['file:///a/Server_Config.YAML', 'yaml', 'config'],
  ['file:///a/twinkle_cluster.yaml', 'yaml', 'cluster'],
  ['file:///a/twinkle_cluster%20b.yaml', 'yaml', 'cluster'],
  ['untitled:Untitled-1', 'twinkle-server-config', 'config'],
  ['file:///a/x.yaml', 'twinkle-cluster', 'cluster'],
  ['file:///a/my_server_config.yaml', 'yaml', undefined],
  ['file:///a/server_config.yaml.bak', 'yaml', undefined],
  ['file:///server_config.yaml/other.txt', 'yaml', undefined],
])('%s as %s is %s', (uri, language, kind) => {
  expect(fileKind(uri, language)).toBe(kind);
});

it('knows a cluster file by its nodes', () => {
  expect(kindOfContent(parseDocument('nodes: []\n'))).toBe('cluster');
  expect(kindOfContent(parseDocument('nodes: []\napplications: []\n'))).toBe('config');
  expect(kindOfContent(parseDocument(''))).toBe('config');
  expect(kindOfContent(parseDocument('- # comment\nnodes:\n  - name: a\n'))).toBe('cluster');
  expect(kindOfContent(parseDocument('[#\nnodes: []\napplications: []\n'))).toBe('config');
});
