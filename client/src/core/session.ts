/** The states that sessions go through, and what they tell the ui. The state machines themselves are in app/. */
import type { Text } from './text';

export type ClusterState = 'stopped' | 'starting' | 'running' | 'degraded' | 'unreachable' | 'stopping';

export type LaunchState = 'stopped' | 'preflight' | 'launching' | 'running' | 'failed' | 'stopping';

/** One line of progress: which node or application, and what happens to it. */
export interface Progress {
  readonly subject: string;
  readonly message: Text;
  /** Done and to be done, where it can be counted. */
  readonly done?: number;
  readonly total?: number;
}
