/** All findings of a configuration, in the order of the text. */
import type { ServerConfig } from '../config/serverConfig';
import type { Finding } from '../document/finding';
import { gapsOf } from '../document/incomplete';
import type { ParsedDocument } from '../document/tree';
import type { Rule } from '../rules/rule';
import { runRules, type OnCrash } from '../rules/run';
import { distinct } from '../schema/distinct';
import { fieldTable } from '../schema/table';
import { validateServerConfig } from '../schema/validate';
import type { Quiet, Surroundings } from './quiet';
import { withoutEchoes } from './withoutEchoes';

export interface Checked extends Surroundings {
  readonly document: ParsedDocument;
  readonly config: ServerConfig;
}

/** Findings of the schema and of the rules. Applications that `quiet` knows are not looked at again. */
export function findInConfig(
  checked: Checked,
  rules: readonly Rule[],
  quiet: Quiet,
  onCrash: OnCrash,
): Finding[] {
  const { document, config, version, facts, cluster } = checked;
  const schema = validateServerConfig(document, config, fieldTable(version), node =>
    node.kind === 'mapping' ? quiet.isQuiet({ node }) : false,
  );
  const spokenOf = new Set(schema.map(({ path }) => (path[0] === 'applications' ? path[1] : undefined)));
  for (const application of config.applications)
    if (spokenOf.has(application.index)) quiet.spoke(application);
  const gaps = gapsOf(document);
  const broken = new Set(
    gaps.flatMap(gap => config.applications.findLast(({ span }) => span.start <= gap) ?? []),
  );
  for (const application of broken) quiet.spoke(application);
  const context = { document, config, version, facts, ...(cluster !== undefined && { cluster }) };
  // Of a text that cannot be read to its end nobody knows what it has in all, nor what its broken applications lack.
  const applicable = gaps.length === 0 ? rules : rules.filter(rule => 'checkApplication' in rule);
  const found = runRules(applicable, context, onCrash, {
    isQuiet: application => broken.has(application) || quiet.isQuiet(application),
    spoke: application => {
      quiet.spoke(application);
    },
  });
  quiet.settle(config.applications);
  return [...withoutEchoes(document, distinct(schema)), ...found];
}
