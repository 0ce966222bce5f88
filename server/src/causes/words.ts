/** Sentences of several entries of the table. */
import { text } from '../text/text';

export const unknownKey = text('Ray or Twinkle does not know this key.');
