/** Python interpreters of this machine, and what is installed in them. */
import * as vscode from 'vscode';
import { probe } from '../../app/interpreters/probe';
import type { Keeper } from '../../core/machine/keeper';
import { present } from '../../core/format/json';
import { interpreterPath, pythonsOnPath } from '../../core/cluster/interpreterPath';
import type { KeeperPythons } from './keeperPythons';
import { pythonSetting } from './settings';

/** Versions as the package metadata of the interpreter tells; an absent one is not installed. */
export interface Versions {
  readonly python: string;
  readonly ray?: string;
  readonly twinkle?: string;
}

export class Interpreters {
  readonly #keeper: Keeper;
  readonly #keeperPythons: KeeperPythons;

  constructor(keeper: Keeper, keeperPythons: KeeperPythons) {
    this.#keeper = keeper;
    this.#keeperPythons = keeperPythons;
  }

  /**
   * What is installed for this interpreter, as {@link path} finds it; undefined where it cannot be run (it may not
   * exist).
   */
  async versions(
    python: string,
    clusterFile: string | undefined,
    signal: AbortSignal,
  ): Promise<Versions | undefined> {
    try {
      const path = await this.path(python, clusterFile, signal);
      const answer = await probe(
        this.#keeper,
        // Isolated, so that neither the working folder nor PYTHONPATH decides what is found.
        { argv: [path, '-I'], env: {} },
        { packages: ['ray', 'twinkle-kit'] },
        { signal, timeoutMs: 20_000 },
      );
      if ('failure' in answer) return undefined;
      const { python: version, versions } = answer;
      return {
        python: version,
        ...present({ ray: versions['ray'], twinkle: versions['twinkle-kit'] }),
      };
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  /** The path of an interpreter as a cluster file or the setting names it. Throws a UserError where it names none. */
  async path(python: string, clusterFile: string | undefined, signal: AbortSignal): Promise<string> {
    const { home } = await this.#keeper.facts({}, signal);
    return interpreterPath(python, { home, ...(clusterFile === undefined ? {} : { clusterFile }) });
  }

  /**
   * As {@link versions}, for one that a person has just named: it may be the only Python of the machine, so the keeper
   * tries it, too.
   */
  async versionsOfNew(
    python: string,
    clusterFile: string | undefined,
    signal: AbortSignal,
  ): Promise<Versions | undefined> {
    this.#keeperPythons.suggest(python);
    return this.versions(python, clusterFile, signal);
  }

  /** Places where an interpreter with twinkle-kit may be, the likeliest first; many of them may not exist. */
  async candidates(signal: AbortSignal): Promise<readonly string[]> {
    const { home } = await this.#keeper.facts({}, signal);
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const parents = [...folders.map(({ uri }) => uri.fsPath), home];
    const collections = [
      ...['venvs', '.virtualenvs', '.pyenv/versions'],
      ...['miniconda3/envs', 'anaconda3/envs', 'miniforge3/envs'],
    ].map(name => `${home}/${name}`);
    const names = await this.#keeper.list(collections, signal);
    const inHome = collections.flatMap((folder, index) =>
      (names[index] ?? []).map(name => `${folder}/${name}`),
    );
    const { VIRTUAL_ENV: active, CONDA_PREFIX: conda } = process.env;
    const environments = [
      ...[active, conda].filter(each => each !== undefined),
      ...parents.flatMap(parent => ['.venv', 'venv', 'env'].map(name => `${parent}/${name}`)),
      ...inHome,
    ];
    const found = [
      pythonSetting(),
      await pythonExtensionChoice(),
      ...environments.map(folder => `${folder}/bin/python`),
      ...pythonsOnPath(process.env['PATH'] ?? ''),
      '/usr/local/bin/python3',
      '/usr/bin/python3',
    ];
    return [...new Set(found.filter(path => path !== undefined))];
  }
}

/** The interpreter that is active in Microsoft's Python extension, where that is installed and running. */
async function pythonExtensionChoice(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<unknown>('ms-python.python');
  if (extension?.isActive !== true) return undefined;
  const { environments } = (extension.exports ?? {}) as {
    environments?: {
      getActiveEnvironmentPath(): { path: string };
      resolveEnvironment(path: { path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    };
  };
  if (environments === undefined) return undefined;
  try {
    const resolved = await environments.resolveEnvironment(environments.getActiveEnvironmentPath());
    return resolved?.executable.uri?.fsPath;
  } catch {
    // Another extension's trouble; the other candidates are there all the same.
    return undefined;
  }
}
