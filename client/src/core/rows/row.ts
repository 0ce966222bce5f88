/**
 * Rows of the tree in words: what ui/ draws, decided here. Nothing in a row changes unless what it shows changes, so
 * that a poll which brings nothing new redraws nothing; the time of the poll is therefore not in a row but in `asOf`.
 * The rows below a row are made when they are asked for, so that a large cluster costs what is expanded of it.
 */
import type { LaunchView } from '../launch/view';
import type { NodeRecord } from '../records/processRecord';
import type { ClusterState } from '../cluster/status';
import type { PollState } from '../ray/snapshot';
import type { Action } from '../text/action';
import { text, type Text } from '../text/text';
import type { ClickCommand, RowAction } from './clicks';

export interface Row {
  /** Unique in the whole tree and the same from one poll to the next, whatever the position and the language. */
  readonly id: string;
  readonly label: Text;
  /** Parts of the description, joined by ` · `. */
  readonly description: readonly Text[];
  /** Lines of the tooltip. */
  readonly tooltip: readonly Text[];
  /** Lines of the read-only view of the row: all that is known, nothing cut. */
  readonly details: readonly Text[];
  /** What a screen reader says: kind, name and state. */
  readonly accessibility: readonly Text[];
  /** Id of a codicon. */
  readonly icon: string;
  /** How the icon is colored. */
  readonly tone: Tone;
  /** `contextValue`, for menus. */
  readonly context: RowContext;
  /** Name of the node or application that the row is about, as the file has it, for commands on the row. */
  readonly subject?: string;
  /** Run on click; what ends or starts something is not among them, but a button of the row (clicks.ts). */
  readonly command?: ClickCommand;
  /** What helps with the problem that a row reports; done on click, and as harmless as `command`. */
  readonly action?: Action;
  /** Makes the rows below this one; undefined where there are none. */
  readonly children: (() => readonly Row[]) | undefined;
  /** Expanded when it is first shown. */
  readonly expanded: boolean;
}

export type Tone = 'normal' | 'good' | 'busy' | 'warning' | 'error' | 'muted';

export type RowContext =
  | 'group.nodes'
  | 'group.applications'
  | 'node'
  | 'node.dead'
  | 'nodes.dead'
  | 'card'
  | 'application'
  | 'deployment'
  | 'replica'
  | 'problem'
  | `problem.${RowAction}`
  | 'note';

/** All that the tree and the status bar show of one cluster. */
export interface TreeInput {
  readonly cluster: ClusterState;
  readonly poll: PollState;
  readonly launch: LaunchView;
  /** Records of the cluster's nodes, for the names of the cluster file. */
  readonly records: readonly NodeRecord[];
}

/** The status bar's words; `statusOf` makes them. */
export interface StatusText {
  /** Parts to be joined by ` · `, such as `Ray 3 nodes` and `Twinkle 4/4 apps`. */
  readonly parts: readonly Text[];
  /** The same in sentences, and of when they are. */
  readonly tooltip: readonly Text[];
  /** What a screen reader says. */
  readonly accessibility: readonly Text[];
  /** Links of the tooltip: what comes next in this state. */
  readonly actions: readonly Action[];
  readonly icon: string;
  readonly tone: Tone;
}

/** A row with nothing but what every row needs. */
export function row(
  essentials: Pick<Row, 'id' | 'label' | 'icon' | 'context'> &
    Partial<Omit<Row, 'id' | 'label' | 'icon' | 'context'>>,
): Row {
  const description = essentials.description ?? [];
  const tooltip = essentials.tooltip ?? [];
  return {
    tooltip,
    details: tooltip.length > 0 ? tooltip : [essentials.label, ...description],
    accessibility: [essentials.label, ...description],
    tone: 'normal',
    children: undefined,
    expanded: false,
    ...essentials,
    description,
  };
}

/** `children` of a row: one row per item, made when asked for. */
export function rowsBelow<T>(items: readonly T[], make: (item: T) => Row): Row['children'] {
  return items.length === 0 ? undefined : () => items.map(make);
}

/** `hh:mm:ss` of this machine's zone. @param at milliseconds since the epoch. */
export function clock(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map(part => String(part).padStart(2, '0'))
    .join(':');
}

/** The time of the rows, shown next to the tree's title; undefined if nothing has been read yet. */
export function asOf(poll: PollState): Text | undefined {
  if (poll.snapshot === undefined) return undefined;
  const time = clock(poll.snapshot.takenAt);
  return poll.stale ? text('stale, as of {0}', time) : text('as of {0}', time);
}
