/** Runs rules so that one that fails costs its own findings and no others. */
import { atLeast } from '../../config/version';
import type { Facts } from '../../protocol';
import type { Application } from '../../config/serverConfig';
import { enoughFindings, type Finding } from '../../document/tree/finding';
import { withoutConsequences } from './consequences';
import type { ApplicationRule, FileRule, Rule, RuleContext, RuleFinding } from './rule';

/** Called for a rule that threw: a mistake in this program, not in the file. */
export type OnCrash = (ruleId: string, error: unknown) => void;

/** What is to be run, and where it is noted which of it had something to say. */
export interface Agenda {
  /** All rules, those that are not run as well. */
  readonly rules: readonly Rule[];
  readonly ofFile: readonly FileRule[];
  /** Those that are looked at one by one. */
  readonly applications: readonly Application[];
  ofApplication(application: Application): readonly ApplicationRule[];
  /** Called for each rule that found something, or threw. */
  spokeOfFile(rule: FileRule): void;
  spokeOf(application: Application, rule: ApplicationRule): void;
  /** Notes that there is, or may be, something else to be said of an application. */
  isSpokenOf(application: Application): void;
}

/** Findings of the rules of an agenda. What a rule found before it threw is kept. */
export function runRules(agenda: Agenda, context: RuleContext, onCrash: OnCrash): Finding[] {
  const findings: Finding[] = [];
  /** True for a rule that is to be run again. */
  const speaks = (rule: Rule, check: () => Iterable<RuleFinding>): boolean => {
    const before = findings.length;
    try {
      for (const found of check()) findings.push(stamped(rule, found));
      return findings.length > before;
    } catch (error) {
      onCrash(rule.id, error);
      return true;
    }
  };
  for (const rule of agenda.ofFile) if (speaks(rule, () => rule.checkFile(context))) agenda.spokeOfFile(rule);
  const most = findings.length + enoughFindings;
  for (const application of agenda.applications) {
    // Nobody is shown more, but of an application that was not looked at nothing is known.
    if (findings.length > most) {
      agenda.isSpokenOf(application);
      continue;
    }
    const rules = agenda.ofApplication(application);
    if (rules.length === 0) continue;
    const about = { ...context, application };
    for (const rule of rules)
      if (speaks(rule, () => rule.checkApplication(about))) agenda.spokeOf(application, rule);
  }
  return withoutConsequences(agenda.rules, findings);
}

/** Findings get their code, stage and severity here and nowhere else. */
function stamped({ id, stage, severity }: Rule, found: RuleFinding): Finding {
  return { stage, severity, ...found, code: id };
}

/** The rules that speak of a version and that the settings want. */
export function activeRules(rules: readonly Rule[], version: string, facts: Facts): readonly Rule[] {
  return rules.filter(rule => speaksOf(rule, version) && isOn(rule, facts));
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
