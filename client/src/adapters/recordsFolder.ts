/** Looks for records of this machine without starting anything, so that a window with nothing to show costs nothing. */
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** False where no record can be: the folder does not exist, or holds none. What is in it, the keeper reads. */
export async function mayHaveRecords(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  try {
    const names = await readdir(join(stateFolder(env), 'records'));
    return names.some(name => name.endsWith('.json'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/** The rule of the keeper (client/keeper/machine.py). */
function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const { TWINKLE_STATE_HOME: own = '', XDG_STATE_HOME: state = '', HOME: home = '' } = env;
  if (own !== '') return own;
  return state === '' ? join(home || homedir(), '.local', 'state', 'twinkle') : join(state, 'twinkle');
}
