/** Pages of text, in words of any language. */
import type { Text } from '../text/text';

/** One line of the page; without a text it is an empty one. */
export interface Line {
  /** Levels by which it is indented. */
  readonly depth: number;
  readonly text?: Text;
}
