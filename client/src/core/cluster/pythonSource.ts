/** Where the path of an interpreter is written: an error about it must lead there, and not to another place. */
import type { Action } from '../text/action';
import { text, type Text } from '../text/text';

export type PythonSource =
  | { readonly kind: 'setting' }
  | { readonly kind: 'file' }
  | { readonly kind: 'node'; readonly index: number };

/** Keys and indexes from the root of the cluster file; empty where it is not written there. */
export function pathOf(source: PythonSource): readonly (string | number)[] {
  if (source.kind === 'setting') return [];
  return source.kind === 'node' ? ['nodes', source.index, 'python'] : ['python'];
}

/** What to do about an interpreter that cannot be used. @param clusterFile path of the cluster file */
export function remedyAt(
  source: PythonSource,
  clusterFile: string | undefined,
): { readonly remedy: Text; readonly actions: readonly Action[] } {
  if (source.kind === 'setting') {
    return {
      remedy: text('Its path is from the setting "twinkle.python". Select another interpreter.'),
      actions: [{ kind: 'selectInterpreter' }, { kind: 'openSetting', setting: 'python' }],
    };
  }
  return {
    remedy: text(
      'Its path is from "python" in the cluster file, which overrides the setting. Change it there.',
    ),
    // Another choice in the settings would have no effect.
    actions: [
      {
        kind: 'openClusterFile',
        ...(clusterFile === undefined ? {} : { file: clusterFile }),
        at: pathOf(source),
      },
    ],
  };
}
