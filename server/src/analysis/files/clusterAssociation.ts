/** Which cluster file belongs to a configuration. */
import { kindOfName } from './fileKind';
import { baseName, isWithin, parentOf } from './uri';
import type { Workspace } from './workspace';

/**
 * The cluster file of a configuration: `twinkle_cluster.yaml` in the same folder, else in the nearest folder above it
 * that has one, up to the workspace folder that holds the configuration. A folder with a single file of another
 * matching name will do as well; several of them leave it unknown which is meant.
 *
 * @param roots workspace folders; a configuration outside of all looks into its own folder only
 */
export async function findClusterFile(
  workspace: Workspace,
  configUri: string,
  roots: readonly string[],
): Promise<string | undefined> {
  for (const folder of foldersUpward(configUri, roots)) {
    const candidates = (await workspace.list(folder)).filter(uri => kindOfName(baseName(uri)) === 'cluster');
    const exact = ['twinkle_cluster.yaml', 'twinkle_cluster.yml'].flatMap(name =>
      candidates.filter(uri => baseName(uri) === name),
    );
    if (exact[0] !== undefined) return exact[0];
    if (candidates.length > 0) return candidates.length === 1 ? candidates[0] : undefined;
  }
  return undefined;
}

function foldersUpward(uri: string, roots: readonly string[]): string[] {
  const folders: string[] = [];
  let folder = parentOf(uri);
  while (folder !== undefined) {
    folders.push(folder);
    const parent = parentOf(folder);
    folder = parent !== undefined && roots.some(root => isWithin(parent, root)) ? parent : undefined;
  }
  return folders;
}
