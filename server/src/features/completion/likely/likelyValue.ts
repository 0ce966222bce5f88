/** A value that the rest of the files makes likely. */
import type { Text } from '../../../text/text';

export interface LikelyValue {
  readonly value: string | number;
  /** Why. */
  readonly detail?: Text;
}
