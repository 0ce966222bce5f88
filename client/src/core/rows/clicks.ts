/**
 * What a click on a row may do. It shows, asks or looks again, and never ends or starts anything: a click may be a
 * mistake, or only meant to read the row. All else is a button of the row, by the row's context (package.json).
 */
const clickCommands = [
  'twinkle.openClusterFile',
  'twinkle.refresh',
  'twinkle.selectPython',
  'twinkle.setRayToken',
  'twinkle.showLog',
  'twinkle.showOutput',
  'workbench.actions.view.problems',
] as const;

/** `launchServer` is only for the row whose words say so. */
export type ClickCommand = (typeof clickCommands)[number] | 'twinkle.launchServer';

const actions = ['startCluster', 'stopCluster', 'stopServer'] as const;

/** A command that a row has a button for; the manifest has a menu for each context `problem.<action>`. */
export type RowAction = (typeof actions)[number];

/** How a row offers the command that fixes its problem: by a click, or by a button where the command acts. */
export function fixOf(command: string | undefined): {
  readonly context: 'problem' | `problem.${RowAction}`;
  readonly command?: ClickCommand;
} {
  const click = clickCommands.find(each => each === command);
  if (click !== undefined) return { context: 'problem', command: click };
  const action = actions.find(each => `twinkle.${each}` === command);
  return { context: action === undefined ? 'problem' : `problem.${action}` };
}
