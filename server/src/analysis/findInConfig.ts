/** All findings of a configuration, in the order of the text. */
import type { ServerConfig } from '../config/serverConfig';
import { enoughFindings, type Finding } from '../document/tree/finding';
import { gapsOf } from '../document/tree/incomplete';
import type { ParsedDocument } from '../document/tree/tree';
import { runRules, type OnCrash } from '../rules/engine/run';
import { distinct } from '../schema/checks/distinct';
import { fieldTable } from '../schema/table/table';
import { validateServerConfig } from '../schema/checks/validate';
import { IncrementalAgenda } from './incrementalAgenda';
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
  const agenda = new IncrementalAgenda(quiet, config, applications, gaps.length === 0, broken);
  for (const application of broken) agenda.isSpokenOf(application);
  const spokenOf = new Set(schema.map(({ path }) => (path[0] === 'applications' ? path[1] : undefined)));
  for (const application of applications)
    if (schema.length > enoughFindings || spokenOf.has(application.index)) agenda.isSpokenOf(application);
  const context = { document, config, version, facts, ...(cluster !== undefined && { cluster }) };
  const found = runRules(agenda, context, onCrash);
  agenda.settle();
  return [...withoutEchoes(document, distinct(schema)), ...found];
}
