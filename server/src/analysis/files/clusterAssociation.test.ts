import { describe, expect, it } from 'vitest';
import { findClusterFile } from './clusterAssociation';
import type { Workspace } from './workspace';

/** A workspace that has just the files of a list. */
const having = (...files: string[]): Workspace => ({
  read: () => Promise.resolve(undefined),
  list: folder => Promise.resolve(files.filter(file => file.slice(0, file.lastIndexOf('/')) === folder)),
});
const config = 'file:///home/x/lab/deep/server_config.yaml';
const find = (workspace: Workspace, roots = ['file:///home/x']) => findClusterFile(workspace, config, roots);

describe('findClusterFile', () => {
  it('takes the one beside the configuration, else the nearest above', async () => {
    const near = 'file:///home/x/lab/deep/twinkle_cluster.yaml';
    const above = 'file:///home/x/lab/twinkle_cluster.yaml';
    expect(await find(having(above, near))).toBe(near);
    expect(await find(having('file:///home/x/twinkle_cluster.yaml', above))).toBe(above);
    expect(await find(having('file:///home/x/twinkle_cluster.yaml'))).toBe(
      'file:///home/x/twinkle_cluster.yaml',
    );
  });

  it('does not leave the workspace folder, and stays in its folder outside of all', async () => {
    expect(await find(having('file:///home/twinkle_cluster.yaml'))).toBeUndefined();
    expect(await find(having('file:///home/x/lab/twinkle_cluster.yaml'), [])).toBeUndefined();
    expect(await find(having('file:///home/x/lab/deep/twinkle_cluster.yaml'), [])).toBeDefined();
    expect(await find(having('file:///home/x/twinkle_cluster.yaml'), ['file:///home/x/lab'])).toBeUndefined();
    expect(
      await find(having('file:///home/x/lab/twinkle_cluster.yaml'), ['file:///home/x/la']),
    ).toBeUndefined();
  });

  it('takes a single file of another matching name, and none of several', async () => {
    const single = 'file:///home/x/lab/deep/twinkle_cluster.local.yml';
    expect(await find(having(single))).toBe(single);
    const several = having(
      single,
      'file:///home/x/lab/deep/twinkle_cluster_b.yaml',
      'file:///home/x/lab/twinkle_cluster.yaml',
    );
    expect(await find(several)).toBeUndefined();
    const exact = having(single, 'file:///home/x/lab/deep/twinkle_cluster.yml');
    expect(await find(exact)).toBe('file:///home/x/lab/deep/twinkle_cluster.yml');
  });

  it('understands escapes, and has nothing for a document that was never saved', async () => {
    const escaped = 'file:///c%3A/my%20lab/server_config.yaml';
    const beside = 'file:///c%3A/my%20lab/twinkle_cluster.yaml';
    expect(await findClusterFile(having(beside), escaped, ['file:///c:/my lab'])).toBe(beside);
    expect(await findClusterFile(having(), 'untitled:Untitled-1', [])).toBeUndefined();
  });
});
