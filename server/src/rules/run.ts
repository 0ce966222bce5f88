/** Runs rules so that one that fails costs its own findings and no others. */
import { atLeast } from '../config/version';
import type { Facts } from '../protocol';
import type { Application } from '../config/serverConfig';
import type { Finding } from '../document/finding';
import { withoutConsequences } from './consequences';
import type { Rule, RuleContext } from './rule';

/** Told of a rule that threw: a mistake in this program, not in the file. */
export type OnCrash = (ruleId: string, error: unknown) => void;

/** Which applications need no look, and where it is noted of which something was said. */
export interface Attention {
  /** True for an application of which no rule about one application has anything to say. */
  isQuiet(application: Application): boolean;
  spoke(application: Application): void;
}

/** Findings of all rules. What a rule found before it threw is kept. */
export function runRules(
  rules: readonly Rule[],
  context: RuleContext,
  onCrash: OnCrash,
  attention?: Attention,
): Finding[] {
  const findings: Finding[] = [];
  const run = (rule: Rule, check: () => Iterable<Finding>): void => {
    try {
      for (const finding of check()) findings.push(finding);
    } catch (error) {
      onCrash(rule.id, error);
    }
  };
  const active = rules.filter(rule => speaksOf(rule, context.version) && isOn(rule, context.facts));
  for (const rule of active) if ('check' in rule) run(rule, () => rule.check(context));
  for (const application of context.config.applications) {
    if (attention?.isQuiet(application) === true) continue;
    const before = findings.length;
    const about = { ...context, application };
    for (const rule of active) if ('checkApplication' in rule) run(rule, () => rule.checkApplication(about));
    if (findings.length > before) attention?.spoke(application);
  }
  return withoutConsequences(rules, findings);
}

function isOn({ id, optIn }: Rule, { rules: settings }: Facts): boolean {
  const setting = settings?.[id];
  return setting === undefined ? optIn !== true : setting !== 'off';
}

function speaksOf({ versions }: Rule, version: string): boolean {
  const { since, before } = versions ?? {};
  return (
    (since === undefined || atLeast(version, since)) && (before === undefined || !atLeast(version, before))
  );
}
