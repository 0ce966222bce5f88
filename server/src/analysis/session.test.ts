import { beforeEach, describe, expect, it } from 'vitest';
import { createAnalyzer } from './analysis';
import { Session, type OpenDocument } from './session';
import type { FileText } from './files/workspace';

const config = 'file:///lab/server_config.yaml';
const cluster = 'file:///lab/twinkle_cluster.yaml';
const applications = 'applications:\n  - name: x\n    import_path: server\n';

let disk: Map<string, FileText>;
let open: Map<string, OpenDocument>;
let reads: string[];
/** What the reading of a file waits for. */
let slow: Map<string, Promise<unknown>>;
let session: Session;

beforeEach(() => {
  disk = new Map();
  open = new Map();
  reads = [];
  slow = new Map();
  const workspace = {
    read: async (uri: string) => {
      reads.push(uri);
      await slow.get(uri);
      return disk.get(uri);
    },
    list: (folder: string) => Promise.resolve([...disk.keys()].filter(uri => uri.startsWith(`${folder}/`))),
  };
  const documents = { get: (uri: string) => open.get(uri), all: () => open.values() };
  session = new Session(
    documents,
    workspace,
    createAnalyzer(() => undefined),
  );
});

function edit(uri: string, text: string, version = 1, languageId = 'yaml'): void {
  open.set(uri, { uri, text, version, languageId });
}

describe('Session', () => {
  it('keeps an analysis until text, facts or cluster file change', async () => {
    disk.set(cluster, { text: 'nodes: []\n' });
    edit(config, applications);
    const first = await session.analysis(config);
    expect(await session.analysis(config)).toBe(first);
    edit(config, `${applications}#`, 2);
    const second = await session.analysis(config);
    expect(second).not.toBe(first);
    session.facts = { twinkleVersion: '0.4.0' };
    const third = await session.analysis(config);
    expect(third?.twinkleVersion).toBe('0.4.0');
    edit(cluster, 'nodes: []\n#');
    expect(await session.analysis(config)).not.toBe(third);
  });

  it('does not take a configuration for a cluster file, whatever its name', async () => {
    disk.set(cluster, { text: 'nodes: []\n' });
    edit(cluster, applications, 1, 'twinkle-server-config');
    expect(await session.analysis(cluster)).not.toHaveProperty('clusterUri');
  });

  it('has no analysis of an earlier text among several, where one file is edited while another is read', async () => {
    const other = 'file:///other/server_config.yaml';
    edit(config, applications);
    disk.set(other, { text: applications });
    const before = await session.analysis(config);
    let go: (() => void) | undefined;
    slow.set(other, new Promise<void>(resolve => (go = resolve)));
    const several = session.analyses([config, other]);
    // Another request meanwhile.
    await new Promise(setImmediate);
    edit(config, `# one more line\n${applications}`, 2);
    const edited = await session.analysis(config);
    expect(edited).not.toBe(before);
    go?.();
    expect((await several)[0]).toBe(edited);
    expect((await several)[1]?.uri).toBe(other);
  });

  it('reads a cluster file once until told that the disk changed', async () => {
    disk.set(cluster, { text: 'nodes: []\n' });
    edit(config, applications);
    await session.analysis(config);
    await session.analysis(config);
    expect(reads).toEqual([cluster, config]);
    session.forgetFiles();
    await session.analysis(config);
    expect(reads).toEqual([cluster, config, cluster, config]);
  });

  it('reads a file that is not open each time', async () => {
    disk.set(config, { text: applications });
    const first = await session.analysis(config);
    expect(await session.analysis(config)).toBe(first);
    disk.set(config, { text: '' });
    expect((await session.analysis(config))?.document.text).toBe('');
  });

  it('prefers open documents, however their URI is encoded', async () => {
    disk.set('file:///my%20lab/twinkle_cluster.yaml', { text: 'nodes: []\n' });
    edit('file:///my lab/twinkle_cluster.yaml', 'cluster_name: open\n');
    edit('file:///my%20lab/server_config.yaml', applications);
    const analysis = await session.analysis('file:///my%20lab/server_config.yaml');
    expect(analysis).toMatchObject({ clusterUri: 'file:///my lab/twinkle_cluster.yaml' });
    expect(reads).toEqual(['file:///my lab/twinkle_cluster.yaml', 'file:///my%20lab/server_config.yaml']);
  });

  it('has nothing for files that are none of ours or cannot be read', async () => {
    edit('file:///lab/compose.yaml', 'a: 1');
    expect(await session.analysis('file:///lab/compose.yaml')).toBeUndefined();
    expect(await session.analysis(config)).toBeUndefined();
  });

  it('tells bytes that the editor could not decode', async () => {
    disk.set(config, { text: `# \ufffd\n${applications}`, invalidAt: 2 });
    edit(config, `# \ufffd\n${applications}`);
    expect((await session.analysis(config))?.findings.map(({ code }) => code)).toContain('yaml-encoding');
    disk.set(config, { text: `# \ufffd\n${applications}` });
    session.forgetFiles();
    expect((await session.analysis(config))?.findings.map(({ code }) => code)).not.toContain('yaml-encoding');
  });

  it.each<[string, Omit<FileText, 'text'>, number]>([
    ['UTF-16', { invalidAt: 0, isUtf16: true }, 0],
    ['another encoding that the editor knows', { invalidAt: 2 }, 2],
  ])(
    'tells that the file on disk is %s, whatever the editor shows, until it is saved',
    async (_, bytes, at) => {
      const text = `# 中\n${applications}`;
      disk.set(config, { text, ...bytes });
      edit(config, text);
      const told = async () =>
        (await session.analysis(config))?.findings
          .filter(({ code }) => code === 'yaml-encoding')
          .map(({ span }) => span.start);
      expect(await told()).toEqual([at]);
      edit(config, `${text}#`, 2);
      expect(await told()).toEqual([at]);
      disk.set(config, { text });
      session.forgetFiles();
      expect(await told()).toEqual([]);
    },
  );

  it('tells nothing of bytes that are not in the text any more', async () => {
    disk.set(config, { text: `# \ufffd\n${applications}`, invalidAt: 2 });
    edit(config, applications);
    expect((await session.analysis(config))?.findings.map(({ code }) => code)).not.toContain('yaml-encoding');
  });
});
