/** Which interpreter counts, and where it is: the one answer for start, launch and the versions that the editor shows. */
import type { ClusterNodeView, ClusterView } from '../../../../server/src/protocol';
import { absolutePath, folderOf } from '../format/strings';
import { text, UserError } from '../text/text';
import { remedyAt, type PythonSource } from './pythonSource';

export interface PathFacts {
  /** Home folder of the user, for `~/`. */
  readonly home: string;
  /** Path of the cluster file that a relative path is relative to; without one there is nothing to be relative to. */
  readonly clusterFile?: string;
  /** Where it is written, for the error; default the setting. */
  readonly source?: PythonSource;
}

export interface ChosenPython {
  /** As it is written. */
  readonly python: string;
  readonly source: PythonSource;
}

/**
 * The interpreter of a node: its own, else that of the file, else the setting. Without `node` that of the head, which
 * also runs the launcher.
 */
export function chosenPython(
  view: Pick<ClusterView, 'python' | 'nodes'> | undefined,
  setting: string | undefined,
  node: ClusterNodeView | undefined = view?.nodes[0],
): ChosenPython | undefined {
  if (view !== undefined && node?.python !== undefined)
    return { python: node.python, source: { kind: 'node', index: view.nodes.indexOf(node) } };
  if (view?.python !== undefined) return { python: view.python, source: { kind: 'file' } };
  return setting === undefined ? undefined : { python: setting, source: { kind: 'setting' } };
}

/**
 * The absolute path of an interpreter. `~/` is the home folder; `venv/bin/python` is relative to the folder of the
 * cluster file, wherever the editor or a terminal is. Throws a UserError for a bare name: which `python3` is meant
 * differs from one shell to the next.
 */
export function interpreterPath(
  python: string,
  { home, clusterFile, source = { kind: 'setting' } }: PathFacts,
): string {
  if (python.startsWith('/')) return python;
  if (python.startsWith('~/')) return `${home}/${python.slice(2)}`;
  if (python.includes('/') && clusterFile !== undefined) {
    return absolutePath(python, folderOf(clusterFile));
  }
  throw new UserError(
    text('{0} is not the path of a Python interpreter.', python),
    text('Enter the full path, such as ~/venvs/twinkle/bin/python.'),
    remedyAt(source, clusterFile).actions,
  );
}

/**
 * Where a shell with this `PATH` may find its Python, in the shell's order. Left out are folders whose path is relative
 * and shims of version managers, since which Python they mean depends on the folder of the shell, and the second names of
 * `/usr/bin`.
 */
export function pythonsOnPath(variable: string): readonly string[] {
  const folders = variable.split(':').map(folder => folder.replace(/\/$/, ''));
  return [...new Set(folders)]
    .filter(folder => folder.startsWith('/') && !/\/shims$|^(\/usr)?\/sbin$|^\/bin$/.test(folder))
    .map(folder => `${folder}/python3`);
}
