/** Of findings that depend on each other only the cause is a finding. */
import type { Finding } from '../../document/tree/finding';
import type { Rule } from './rule';

/** Takes away the findings that another one in the same application explains, and hangs them on that one. */
export function withoutConsequences(rules: readonly Rule[], findings: readonly Finding[]): Finding[] {
  if (findings.length < 2) return [...findings];
  const causes = new Map(
    rules.flatMap(({ id, consequenceOf }) => (consequenceOf ? [[id, consequenceOf]] : [])),
  );
  if (!findings.some(({ code }) => causes.has(code))) return [...findings];
  const firsts = firstsOf(findings);
  const explained = new Map<Finding, Finding[]>();
  const kept = findings.filter(finding => {
    const places = (causes.get(finding.code) ?? []).flatMap(code => firsts.get(keyOf(finding, code)) ?? []);
    const cause = findings[Math.min(...places)];
    if (cause === undefined) return true;
    const consequences = explained.get(cause);
    if (consequences === undefined) explained.set(cause, [finding]);
    else consequences.push(finding);
    return false;
  });
  if (explained.size === 0) return kept;
  return kept.map(finding => {
    const consequences = explained.get(finding);
    if (consequences === undefined) return finding;
    const related = consequences.map(({ span, message }) => ({ span, message }));
    return { ...finding, related: [...(finding.related ?? []), ...related] };
  });
}

/** Where the first finding of each code in each application stands, by `keyOf`. */
function firstsOf(findings: readonly Finding[]): Map<string, number> {
  const firsts = new Map<string, number>();
  for (const [index, finding] of findings.entries()) {
    const key = keyOf(finding, finding.code);
    if (!firsts.has(key)) firsts.set(key, index);
  }
  return firsts;
}

/** The same for a code in one application, and for a code outside of all applications. */
function keyOf({ path }: Finding, code: string): string {
  return `${code} ${path[0] === 'applications' ? String(path[1]) : ''}`;
}
