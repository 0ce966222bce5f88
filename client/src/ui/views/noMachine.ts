/** The view where the extension has no machine, in VS Code for the Web: it has no rows, and its welcome text says so. */
import type { Disposable } from '../../core/async/event';
import { ContextWriter } from './context';
import { RowTree } from './rowTree';

/** Without a tree VS Code would write that there is nothing to show data. */
export function viewWithoutMachine(): Disposable {
  new ContextWriter().set({ noMachine: true });
  return new RowTree('twinkle.cluster');
}
