/** Text behind an anchor is checked wherever it is used, and reported once. */
import type { Finding } from '../../document/tree/finding';

/** The first of findings that say the same of the same text. */
export function distinct(findings: readonly Finding[]): Finding[] {
  /** By the beginning of what they are about: the only one there, or what several say. */
  const seen = new Map<number, Finding | Set<string>>();
  return findings.filter(finding => {
    const { start } = finding.span;
    const others = seen.get(start);
    if (others === undefined) {
      seen.set(start, finding);
      return true;
    }
    const said = others instanceof Set ? others : new Set([idOf(others)]);
    seen.set(start, said);
    const before = said.size;
    return said.add(idOf(finding)).size > before;
  });
}

const idOf = ({ code, span, message }: Finding): string => JSON.stringify([code, span.end, message]);
