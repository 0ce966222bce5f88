/** Whether a text can still be read after edits that somebody is about to be offered. */
import { applyEdits } from './applyEdits';
import type { TextEdit } from './finding';
import { parseDocument } from './parse';
import type { ParsedDocument } from './tree';

export class Trial {
  /** What was tried last: the next text has most parts in common with it, so that reading it costs little. */
  private last: ParsedDocument | undefined;

  constructor(private readonly text: string) {}

  /** True where the loader reads the text after the edits, which must not overlap, without a problem. */
  isSoundAfter(edits: readonly TextEdit[]): boolean {
    this.last = parseDocument(applyEdits(this.text, edits), this.last);
    return this.last.problems.length === 0;
  }
}
