/** Text behind an anchor is checked wherever it is used, and told of once. */
import type { Finding } from '../document/finding';

/** The first of findings that say the same of the same text. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, span, message }) => {
    const id = JSON.stringify([code, span.start, span.end, message]);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
