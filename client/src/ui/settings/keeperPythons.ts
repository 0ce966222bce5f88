/** Interpreters of this machine that may run its keeper, besides those that are on the PATH. */
import { homedir } from 'node:os';
import { interpreterPath } from '../../core/cluster/interpreterPath';
import { UserError } from '../../core/text/text';
import { pythonSetting } from './settings';

export class KeeperPythons {
  #suggested: string | undefined;

  /** Remembers one that a person has named and that is not in the settings yet: it may be the only one there is. */
  suggest(python: string): void {
    this.#suggested = python;
  }

  /** The suggested one first, then that of the settings; without those that only a shell or a cluster file finds. */
  readonly list = (): Promise<readonly string[]> => {
    const named = [this.#suggested, pythonSetting()].filter(python => python !== undefined);
    return Promise.resolve(named.flatMap(absolute));
  };
}

function absolute(python: string): readonly string[] {
  try {
    return [interpreterPath(python, { home: homedir() })];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
