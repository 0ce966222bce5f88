/** Readings of a text, one after another until it is known which of its brackets are never closed. */
import type { Finding } from '../../tree/finding';
import { UnclosedBrackets } from '../scan/brackets';
import { tooDeep } from '../../limits/depth';
import { Faults } from '../scan/faults';
import { TooDeep } from './flowParser';
import { Scanner, type Beginning, type Comments } from '../scan/scanner';

/** Times that a text is read anew since brackets in it are never closed. */
const mostReadings = 12;

export interface Faulty {
  /** What the loader refuses, in the order of the text, at most one for a line. */
  readonly findings: readonly Finding[];
  /** Offset of the first quote or bracket that is never closed. */
  readonly open: number | undefined;
}

export const beginningOfFile: Beginning = { isFileStart: true, indents: [] };

/**
 * @param column of the dashes of the items; undefined for entries of the root
 * @param isFileStart true where the part begins the file
 */
export function beginningOfPart(column: number | undefined, isFileStart: boolean): Beginning {
  return { isFileStart, indents: column === undefined || column === 0 ? [0] : [0, column] };
}

/**
 * @param read throws {@link UnclosedBrackets} to be called again
 * @param nothing the result where it throws each time
 */
export function readAnew<T>(
  source: string,
  beginning: Beginning,
  read: (scanner: Scanner, faults: Faults) => T,
  nothing: T,
  comments?: Comments,
): T & Faulty {
  const unclosed = new Map<number, number>();
  for (let reading = 0; ; reading += 1) {
    const faults = new Faults();
    try {
      const result = read(new Scanner(source, beginning, faults, unclosed, comments), faults);
      return { ...result, findings: faults.findings, open: faults.open };
    } catch (error) {
      if (error instanceof TooDeep) return { ...nothing, findings: [tooDeep(error.at)], open: undefined };
      if (!(error instanceof UnclosedBrackets)) throw error;
      for (const start of error.brackets) unclosed.set(start, Math.max(start, faults.open ?? start));
      if (reading < mostReadings) continue;
      return { ...nothing, findings: faults.findings, open: faults.open };
    }
  }
}
