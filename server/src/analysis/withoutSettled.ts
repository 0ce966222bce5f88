/** Of a key that is misspelled and a field that is missing for that reason, the key speaks and the field is related to it. */
import type { Finding } from '../document/tree/finding';

export function withoutSettled(findings: readonly Finding[]): readonly Finding[] {
  const causes = findings.filter(({ settles }) => settles !== undefined);
  if (causes.length === 0) return findings;
  const wanted = new Set(causes.map(({ settles }) => JSON.stringify(settles)));
  const missing = new Map<string, Finding>();
  for (const finding of findings) {
    const path = finding.code === 'missing-field' ? JSON.stringify(finding.path) : '';
    if (wanted.has(path)) missing.set(path, finding);
  }
  const settled = new Set(missing.values());
  return findings
    .filter(finding => !settled.has(finding))
    .map(finding => {
      const follows = finding.settles && missing.get(JSON.stringify(finding.settles));
      if (follows === undefined) return finding;
      const { span, message } = follows;
      return { ...finding, related: [...(finding.related ?? []), { span, message }] };
    });
}
