/** What the user wants to hear: the setting `twinkle.rules`, and comments in the file. */
import type { Finding } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Facts } from '../../protocol';
import { rules } from '../../rules/registry';
import { withoutSuppressed } from './suppressions';

const optIn = new Set(rules.filter(rule => rule.optIn === true).map(({ id }) => id));

/** Findings with the severities of the setting, without those that it or a comment silences. */
export function asWished(
  document: ParsedDocument,
  findings: readonly Finding[],
  { rules: setting = {} }: Facts,
): readonly Finding[] {
  const wanted = findings.flatMap(finding => {
    const severity = setting[finding.code];
    if (severity === 'off') return [];
    return severity === undefined || severity === finding.severity ? [finding] : [{ ...finding, severity }];
  });
  const isOff = (code: string) => setting[code] === 'off' || (optIn.has(code) && setting[code] === undefined);
  return withoutSuppressed(document, wanted, isOff);
}
