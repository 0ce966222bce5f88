/** All findings of a configuration, in the order of the text. */
import type { ServerConfig } from '../config/serverConfig';
import { enoughFindings, type Finding } from '../document/finding';
import { gapsOf } from '../document/incomplete';
import type { ParsedDocument } from '../document/tree';
import { runRules, type OnCrash } from '../rules/run';
import { distinct } from '../schema/distinct';
import { fieldTable } from '../schema/table';
import { validateServerConfig } from '../schema/validate';
import { Check } from './check';
import type { Quiet, Surroundings } from './quiet';
import { withoutEchoes } from './withoutEchoes';

export interface Checked extends Surroundings {
  readonly document: ParsedDocument;
  readonly config: ServerConfig;
}

/** Findings of the schema and of the rules. What `quiet` knows to have nothing to say is not asked again. */
export function findInConfig(checked: Checked, quiet: Quiet, onCrash: OnCrash): Finding[] {
  const { document, config, version, facts, cluster } = checked;
  const schema = validateServerConfig(document, config, fieldTable(version), node => quiet.silent.has(node));
  const gaps = gapsOf(document);
  // Of a text that cannot be read to its end it is unknown what it has in all, and what its broken applications lack.
  const broken = new Set(
    gaps.flatMap(gap => config.applications.findLast(({ span }) => span.start <= gap) ?? []),
  );
  const applications = config.applications.filter(({ node }) => !quiet.silent.has(node));
  const check = new Check(quiet, config, applications, gaps.length === 0, broken);
  for (const application of broken) check.isSpokenOf(application);
  const spokenOf = new Set(schema.map(({ path }) => (path[0] === 'applications' ? path[1] : undefined)));
  for (const application of applications)
    if (schema.length > enoughFindings || spokenOf.has(application.index)) check.isSpokenOf(application);
  const context = { document, config, version, facts, ...(cluster !== undefined && { cluster }) };
  const found = runRules(check, context, onCrash);
  check.settle();
  return [...withoutEchoes(document, distinct(schema)), ...found];
}
