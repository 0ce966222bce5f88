/** Whether a text can still be read after edits that somebody is about to be offered. */
import { applyEdits } from './applyEdits';
import type { TextEdit } from './finding';
import { problemsIn } from './parse';
import type { ParsedDocument } from './tree';

/** Characters after which no further text is read: about 0.1 s. */
const mostCharacters = 150_000;

/** Of a text that was read in parts only those with an edit are read again: about so many times less. */
const gainOfParts = 20;

export class Trial {
  private done = 0;

  /** @param document a text without a problem. It is left as it is. */
  constructor(private readonly document: ParsedDocument) {}

  /**
   * True where the loader reads the text after the edits, which must not overlap, without a problem. Undefined where
   * so much was read already that one more reading would make somebody wait.
   */
  isSoundAfter(edits: readonly TextEdit[]): boolean | undefined {
    if (this.done > mostCharacters) return undefined;
    const { document } = this;
    this.done += document.text.length / (isInParts(document) ? gainOfParts : 1);
    return problemsIn(applyEdits(document.text, edits), document).length === 0;
  }
}

function isInParts({ text, segments }: ParsedDocument): boolean {
  const length = segments.reduce((sum, segment) => sum + segment.text.length, 0);
  return segments.length > 2 && length === text.length;
}
