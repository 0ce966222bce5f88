import type { Text } from '../text/text';

/** One line of progress: which node or application, and what happens to it. */
export interface Progress {
  readonly subject: string;
  readonly message: Text;
  /** Done and to be done, where it can be counted. */
  readonly done?: number;
  readonly total?: number;
}
