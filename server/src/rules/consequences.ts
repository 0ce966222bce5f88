/** Of findings that depend on each other only the cause is a finding. */
import type { Finding } from '../document/finding';
import type { Rule } from './rule';

/** Takes away the findings that another one in the same application explains, and hangs them on that one. */
export function withoutConsequences(rules: readonly Rule[], findings: readonly Finding[]): Finding[] {
  const causes = new Map(
    rules.flatMap(({ id, consequenceOf }) => (consequenceOf ? [[id, consequenceOf]] : [])),
  );
  const explained = new Map<Finding, Finding[]>();
  const kept = findings.filter(finding => {
    const codes = causes.get(finding.code);
    const cause = codes && findings.find(other => codes.includes(other.code) && samePart(other, finding));
    if (cause === undefined) return true;
    explained.set(cause, [...(explained.get(cause) ?? []), finding]);
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

/** True for two places of one application, or for two outside of all applications. */
function samePart({ path: one }: Finding, { path: other }: Finding): boolean {
  return partOf(one) === partOf(other);
}

function partOf(path: Finding['path']): string | number | undefined {
  return path[0] === 'applications' ? path[1] : undefined;
}
