/** One row of the tree in words; ui/ maps it to a TreeItem and adds nothing. */
import type { LaunchView } from './launchView';
import type { ProcessRecord } from './record';
import type { ClusterState } from './session';
import type { PollState } from './snapshot';
import type { Text } from './text';

export interface Row {
  /** Unique in the whole tree and the same from one poll to the next. */
  readonly id: string;
  readonly label: Text;
  /** Parts of the description, joined by ` · `. */
  readonly description: readonly Text[];
  /** Lines of the tooltip. */
  readonly tooltip: readonly Text[];
  /** What a screen reader says: label and description in words. */
  readonly accessibility: readonly Text[];
  /** Id of a codicon. */
  readonly icon: string;
  /** How the icon is colored. */
  readonly tone: Tone;
  /** `contextValue`, for menus. */
  readonly context: RowContext;
  /** Command of the extension that mends what an error row tells; run on click. */
  readonly command?: string;
  readonly children: readonly Row[];
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
  | 'note';

/** All that the tree and the status bar show of one cluster. */
export interface TreeInput {
  readonly cluster: ClusterState;
  readonly poll: PollState;
  readonly launch: LaunchView;
  /** Records of the cluster's nodes, for the names of the cluster file. */
  readonly records: readonly ProcessRecord[];
}

export interface StatusText {
  /** A few characters, such as `Ray 3 nodes · Twinkle 4/4`; parts to be joined by ` · `. */
  readonly parts: readonly Text[];
  readonly tooltip: readonly Text[];
  readonly icon: string;
  readonly tone: Tone;
}
