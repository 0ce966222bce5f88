import type { Text } from '../text/text';

/** One line of progress: which node or application, if it is about one, and what happens to it. */
export interface Progress {
  readonly subject?: string;
  readonly message: Text;
  /** Done and to be done, where it can be counted. */
  readonly done?: number;
  readonly total?: number;
  /** Milliseconds since the epoch: since when it is under way, where the time that passes is shown. */
  readonly since?: number;
}
