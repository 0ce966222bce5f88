/** How a text came from an earlier one. */

export interface TextChange {
  /** Offsets in the earlier text of what was replaced, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What is there now. */
  readonly newText: string;
}

/** The text that a change makes of an earlier one. */
export function changed(text: string, { start, end, newText }: TextChange): string {
  return text.slice(0, start) + newText + text.slice(end);
}
