/** Runs rules so that one that fails costs its own findings and no others. */
import type { Finding } from '../document/finding';
import type { Rule, RuleContext } from './rule';

/** Told of a rule that threw: a mistake in this program, not in the file. */
export type OnCrash = (ruleId: string, error: unknown) => void;

/** Findings of all rules. What a rule found before it threw is kept. */
export function runRules(rules: readonly Rule[], context: RuleContext, onCrash: OnCrash): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    try {
      for (const finding of rule.check(context)) findings.push(finding);
    } catch (error) {
      onCrash(rule.id, error);
    }
  }
  return findings;
}
