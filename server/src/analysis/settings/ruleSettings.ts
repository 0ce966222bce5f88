/** The setting `twinkle.rules` as a client sends it, which any client may have misspelled. */
import { nearestNames } from '../../strings/nearest';
import type { Facts, SeverityName } from '../../protocol';
import { codes } from './codes';
import { severities } from './severity';

export interface RuleSettings {
  readonly rules: NonNullable<Facts['rules']>;
  /** What is wrong with it, one sentence each, for a log. */
  readonly problems: readonly string[];
}

/** The severities that can be read. What names no rule stays, since it does no harm. */
export function readRuleSettings(given: unknown): RuleSettings {
  if (given === undefined || given === null) return { rules: {}, problems: [] };
  if (typeof given !== 'object' || Array.isArray(given))
    return { rules: {}, problems: ['twinkle.rules is not a mapping of rules to severities.'] };
  const known: readonly string[] = [...severities, 'off'];
  const rules: Record<string, SeverityName | 'off'> = {};
  const problems: string[] = [];
  for (const [code, severity] of Object.entries(given as Record<string, unknown>)) {
    if (!codes.includes(code)) problems.push(`twinkle.rules: ${noSuchRule(code)}`);
    if (typeof severity === 'string' && known.includes(severity))
      rules[code] = severity as SeverityName | 'off';
    else
      problems.push(`twinkle.rules: '${String(severity)}' for '${code}' is not one of ${known.join(', ')}.`);
  }
  return { rules, problems };
}

/** Says that a code is none, and which one may be meant. */
export function noSuchRule(code: string): string {
  const [nearest] = nearestNames(code, codes);
  return `unknown rule '${code}'${nearest === undefined ? '.' : `: did you mean '${nearest.name}'?`}`;
}
