import { expect, it } from 'vitest';
import type { OpenDocument } from '../analysis/session';
import { WorkspaceSymbols } from './workspaceSymbols';

const config = (name: string) => `applications:
  - name: ${name}
    route_prefix: /api/v1/model/Qwen/${name}
    import_path: model
`;

function workspace(disk: Record<string, string>, open: Record<string, string> = {}) {
  const read: string[] = [];
  const documents: OpenDocument[] = Object.entries(open).map(([uri, text]) => ({
    uri,
    text,
    version: 1,
    languageId: uri.includes('cluster') ? 'twinkle-cluster' : 'twinkle-server-config',
  }));
  const symbols = new WorkspaceSymbols(
    {
      read: uri => {
        read.push(uri);
        const text = disk[uri];
        return Promise.resolve(text === undefined ? undefined : { text });
      },
      list: () => Promise.resolve([]),
      find: (_, most) => Promise.resolve(Object.keys(disk).slice(0, most)),
    },
    { get: uri => documents.find(each => each.uri === uri), all: () => documents },
  );
  const find = async (query: string, isCanceled = () => false) =>
    (await symbols.find(query, ['file:///w'], isCanceled)).map(
      ({ name, location, containerName }) => `${name} ${location.range.start.line} ${containerName ?? ''}`,
    );
  return { find, read };
}

const disk = {
  'file:///w/a/server_config.yaml': config('one'),
  'file:///w/twinkle_cluster.yaml': 'nodes:\n  - name: head\n  - gpus: [0]\n',
};

it('finds applications, models and nodes of files on the disk', async () => {
  const { find } = workspace(disk);
  expect(await find('')).toEqual([
    'one 1 a/server_config.yaml',
    'Qwen/one 2 a/server_config.yaml',
    'head 1 w/twinkle_cluster.yaml',
  ]);
  expect(await find('QO')).toEqual(['Qwen/one 2 a/server_config.yaml']);
  expect(await find('none such')).toEqual([]);
});

it('takes open documents over the disk, also those that are on none', async () => {
  const { find } = workspace(disk, {
    'file:///w/%61/server_config.yaml': `\n${config('two')}`,
    'untitled:1': config('three'),
  });
  expect(await find('e')).toContain('three 1 /untitled:1'.replace('/untitled', 'untitled'));
  expect(await find('two')).toEqual(['two 2 a/server_config.yaml', 'Qwen/two 3 a/server_config.yaml']);
  expect(await find('one')).toEqual([]);
});

it('ends early for who no longer waits, and tells no more than fit in a list', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 600 }, (_, index) => [`file:///w/${index}/server_config.yaml`, config(`m${index}`)]),
  );
  const { find, read } = workspace(many);
  expect(await find('m')).toHaveLength(500);
  expect(read).toHaveLength(500);
  expect(await find('m', () => true)).toEqual([]);
});

it('reads broken files as far as they go', async () => {
  const { find } = workspace({ 'file:///w/server_config.yaml': `${config('one')}x: [\n` });
  expect(await find('one')).toHaveLength(2);
});

it('tells a name that aliases repeat once', async () => {
  const shared = config('&n one').replace('Qwen/&n one', 'one') + '  - name: *n\n    import_path: server\n';
  const { find } = workspace({ 'file:///w/a/server_config.yaml': shared });
  expect(await find('one')).toEqual(['one 1 a/server_config.yaml', 'one 2 a/server_config.yaml']);
});
