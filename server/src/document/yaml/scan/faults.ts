/** What is wrong with a text, as the reader meets it. */
import type { Text } from '../../../text/text';
import type { Finding } from '../../tree/finding';
import { problem, type ProblemExtras } from '../../tree/problems';
import type { Span } from '../../tree/span';

/** More than these help nobody. */
const limit = 50;

/** Ends a reading that only asks whether a text is sound. */
export class Unsound extends Error {}

export class Faults {
  readonly findings: Finding[] = [];
  /** Offset of a quote or bracket that is never closed. */
  open: number | undefined;
  /** The line of the last fault. What follows on the same line follows from it. */
  line = -1;

  /** @param isStrict true to end the reading at the first fault, by {@link Unsound} */
  constructor(readonly isStrict = false) {}

  /** @param line the line that the reader is on: of several faults on a line or at a place, only the first is reported */
  add(
    line: number,
    code: `yaml-${string}`,
    message: Text,
    { start, end }: Span,
    extras?: ProblemExtras,
  ): void {
    if (this.isStrict) throw new Unsound();
    const last = this.findings.at(-1);
    if (line === this.line || start === last?.span.start || this.findings.length >= limit) return;
    this.line = line;
    this.findings.push(problem(code, message, { start, end }, extras));
  }

  /** Nothing further is reported on a line. */
  settle(line: number): void {
    this.line = line;
  }

  syntax(line: number, message: Text, span: Span): void {
    this.add(line, 'yaml-syntax', message, span);
  }
}
