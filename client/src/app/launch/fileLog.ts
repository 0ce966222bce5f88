/** A log that is a file of the keeper's machine. */
import type { LauncherLog } from '../../core/launch/launcher';
import type { Keeper } from '../../core/machine/keeper';

export function fileLog(keeper: Pick<Keeper, 'follow' | 'read'>): LauncherLog {
  return {
    follow: (path, cursor, onEvent, signal) => keeper.follow(path, cursor, onEvent, signal),
    state: (path, signal) => keeper.read(path, 0, 0, signal),
  };
}
