/**
 * What a click on a row may do. It shows, asks or looks again, and never ends or starts anything: a click may be a
 * mistake, or only meant to read the row. All else is a button of the row, by the row's context (package.json).
 */
import { actingKinds, harmlessAction, type Action } from '../text/action';

/** `launchServer` is only for the row whose words say so. */
export type ClickCommand = 'twinkle.refresh' | 'twinkle.showLog' | 'twinkle.launchServer';

/** A command that a row has a button for; the manifest has a menu for each context `problem.<action>`. */
export type RowAction = (typeof actingKinds)[number];

/** How a row offers what fixes its problem: by a click, and by a button what acts. The first of each counts. */
export function fixOf(actions: readonly Action[] = []): {
  readonly context: 'problem' | `problem.${RowAction}`;
  readonly action?: Action;
} {
  const action = harmlessAction(actions);
  const acting = actingKinds.find(each => actions.some(({ kind }) => kind === each));
  return {
    context: acting === undefined ? 'problem' : `problem.${acting}`,
    ...(action === undefined ? {} : { action }),
  };
}
