/** What we say of a text at load beside what the loader says. */
import { readServerConfig } from '../../server/src/config/readServerConfig';
import type { ServerConfig } from '../../server/src/config/serverConfig';
import type { Finding } from '../../server/src/document/tree/finding';
import { parseDocument } from '../../server/src/document/parse';
import { withInterpolations } from '../../server/src/document/omegaconf/resolve';
import type { ParsedDocument } from '../../server/src/document/tree/tree';
import { fieldTable } from '../../server/src/schema/table/table';
import { validateServerConfig } from '../../server/src/schema/checks/validate';
import { english } from '../../server/src/text/text';
import { fieldOfFinding, fieldOfLoc, firstAsLoader, type KindOf } from './loaderOrder';
import { oracleEnvironment, type Answer, type LoaderVersion, type Refusal } from './verdicts';

export interface Own {
  /** Errors of stage `load`, of the reader first. */
  readonly errors: readonly Finding[];
  /** The one that the loader would tell first. */
  readonly first: Finding | undefined;
}

/** With what the loaders of the oracle know of their environment. */
export function readAsLoader(text: string): ParsedDocument {
  return withInterpolations(parseDocument(text), name => oracleEnvironment[name] ?? null);
}

export function ownVerdict(text: string, version: string): Own {
  return ownVerdicts(text, [version])[0] ?? { errors: [], first: undefined };
}

/** The verdicts for several versions, which read a text alike. */
export function ownVerdicts(text: string, versions: readonly string[]): Own[] {
  const document = readAsLoader(text);
  const config = readServerConfig(document);
  return versions.map(version => verdictOf(document, config, version));
}

function verdictOf(document: ParsedDocument, config: ServerConfig, version: string): Own {
  const table = fieldTable(version);
  const isRefusal = ({ stage, severity }: Finding): boolean => stage === 'load' && severity === 'error';
  const ofReader = document.problems.filter(isRefusal);
  const ofSchema = validateServerConfig(document, config, table).filter(isRefusal);
  const kindOf: KindOf = index => config.applications.find(({ path }) => path[1] === index)?.kind?.value;
  return {
    errors: [...ofReader, ...ofSchema],
    first: ofReader[0] ?? firstAsLoader(ofSchema, table, kindOf),
  };
}

export const inWords = ({ path, message }: Finding): string => `${path.join('.')}: ${english(message)}`;

export type Outcome = 'agreed' | 'false rejection' | 'missed';

export interface Comparison {
  readonly text: string;
  readonly outcome: Outcome;
  readonly loader: Refusal | undefined;
  readonly ours: Own;
  /** Whether the loader's first error is of the field that ours is of; undefined where not both refuse. */
  readonly sameField: boolean | undefined;
}

/** One comparison for each version that the loaders were asked for, in their order. */
export function compared(
  text: string,
  { refusals }: Answer,
  versions: readonly LoaderVersion[],
): Comparison[] {
  const all = ownVerdicts(text, versions);
  return versions.flatMap((version, index) => {
    const ours = all[index];
    return ours === undefined ? [] : [comparison(text, refusals[version] ?? undefined, ours)];
  });
}

function comparison(text: string, loader: Refusal | undefined, ours: Own): Comparison {
  const { first } = ours;
  const outcome =
    (first === undefined) === (loader === undefined)
      ? 'agreed'
      : first === undefined
        ? 'missed'
        : 'false rejection';
  const sameField = first === undefined || loader === undefined ? undefined : isSameField(loader, first);
  return { text, outcome, loader, ours, sameField };
}

/** The loader names no field where the text is no YAML to it: then ours must be a finding of the reader. */
function isSameField({ loc, error }: Refusal, first: Finding): boolean {
  const isOfReader = first.code.startsWith('yaml-');
  // A TypeError of the loader's own code: it breaks off without a field.
  if (loc === undefined)
    return isOfReader || first.path.length === 0 || /^(?:TypeError|AttributeError)/.test(error);
  return !isOfReader && fieldOfFinding(first) === fieldOfLoc(loc);
}

/** The loader's words without what is of this one text, so that misses can be counted by kind. */
export function kindOfError({ error, loc }: Refusal): string {
  const words = error
    .replace(/^ConfigParseError: Malformed YAML in F: /, '')
    .split('\n')
    .filter(line => !/^\s*(?:in "F"|full_key|object_type|reference_type)/.test(line))
    .slice(0, 3)
    .join(' ')
    .replace(/'[^']*'|"[^"]*"/g, '…')
    .replace(/\d+/g, 'N')
    .replace(/\s+/g, ' ')
    .slice(0, 110);
  return loc === undefined ? words : `${words} at ${loc.map(part => part.replace(/\d+/, 'N')).join('.')}`;
}
