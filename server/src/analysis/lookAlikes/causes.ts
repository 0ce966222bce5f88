/** Findings that a look-alike may be the reason of, by the lines that it may stand in. */
import type { Finding } from '../../document/tree/finding';
import { lineAt, lineEnd } from '../../document/tree/positions';
import type { ParsedDocument } from '../../document/tree/tree';
import { holdsLookAlike } from './characters';

const ofSchema = new Set(['unknown-key', 'wrong-type', 'wrong-value', 'out-of-range', 'missing-field']);

/** True for an error of reader or schema, which a character alone can make. */
export const isOfText = ({ code, severity }: Finding): boolean =>
  severity === 'error' && (code.startsWith('yaml-') || ofSchema.has(code));

export type Causes = ReadonlyMap<number, readonly Finding[]>;

/** Lines of one finding that are looked at. */
const mostLines = 50;

/**
 * Findings by the lines whose characters may be the reason: those that they are about, and those beside them where the
 * reader lost its way.
 */
export function causesByLine(document: ParsedDocument, findings: readonly Finding[]): Causes {
  const causes = new Map<number, Finding[]>();
  for (const finding of findings) {
    const beside = finding.code.startsWith('yaml-') ? 1 : 0;
    const first = Math.max(0, lineAt(document, finding.span.start) - beside);
    const last = Math.min(
      first + mostLines,
      lineAt(document, finding.span.end) + beside,
      document.lineStarts.length - 1,
    );
    for (let line = first; line <= last; line += 1)
      if (holdsLookAlike(lineOf(document, line))) causes.set(line, [...(causes.get(line) ?? []), finding]);
  }
  return causes;
}

export function lineOf(document: ParsedDocument, line: number): string {
  return document.text.slice(document.lineStarts[line] ?? 0, lineEnd(document, line));
}
