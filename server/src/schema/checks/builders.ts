/**
 * Files of twinkle-kit 0.1 to 0.3, which had no schema: the launcher hands `args` to a builder function as keyword
 * arguments. All of these take further arguments too, so that only what is missing, what is given twice and an unknown
 * `import_path` certainly fail. Source: twinkle/server/launcher.py `_deploy_application`, `_resolve_builder`, and the
 * `build_*_app` functions of the wheels 0.1 to 0.3.0, kept in schemas/old.
 */
import eraOne from '../../../../schemas/old/0.1.json';
import eraTwo from '../../../../schemas/old/0.2.0.json';
import type { ServerConfig } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import { removeEntry } from '../../document/edits/edit';
import type { Finding } from '../../document/tree/finding';
import { isIncomplete } from '../../document/tree/incomplete';
import type { Entry, MappingNode, ParsedDocument, Path } from '../../document/tree/tree';
import { listed } from '../../text/listed';
import { text } from '../../text/text';
import { finding } from './findings';
import type { IsQuiet } from './walk';

interface Builder {
  /** Whether it must be given. */
  readonly parameters: Readonly<Record<string, boolean>>;
}
type Family = Readonly<Record<string, Builder>>;

/** What the launcher gives itself. */
const ofLauncher = 'deploy_options';

export function checkBuilders(
  document: ParsedDocument,
  config: ServerConfig,
  version: string,
  isQuiet: IsQuiet,
): Finding[] {
  const families = familiesOf(config, version);
  if (families.length === 0) return [];
  return config.applications.flatMap(({ node, path }) =>
    isQuiet(node) ? [] : application(document, node, path, families, version),
  );
}

/** The builders that count; several where nothing tells which. Up to 0.1 `server_type`, or the command line, chose. */
function familiesOf({ root }: ServerConfig, version: string): readonly Family[] {
  if (!atLeast(version, '0.1') || atLeast(version, '0.4.0')) return [];
  if (atLeast(version, '0.2.0')) return [eraTwo.builders.all];
  const { tinker, twinkle } = eraOne.builders;
  const type = root?.kind === 'mapping' ? textOf(entryOf(root, 'server_type')) : undefined;
  if (type === 'tinker') return [tinker];
  return type === 'twinkle' ? [twinkle] : [tinker, twinkle];
}

function application(
  document: ParsedDocument,
  node: MappingNode,
  path: Path,
  families: readonly Family[],
  version: string,
): Finding[] {
  const importPath = entryOf(node, 'import_path');
  const name = importPath === undefined ? 'server' : textOf(importPath);
  if (name === undefined) return [];
  const kind = /^build_(\w+)_app$/.exec(name)?.[1] ?? name;
  const builders = families.flatMap(family => family[kind] ?? []);
  if (builders.length === 0 && importPath !== undefined) {
    const known = [...new Set(families.flatMap(family => Object.keys(family)))];
    const message = text(
      "Unknown application '{1}' in twinkle-kit {0}: the launch fails with a ValueError. Known: {2}.",
      version,
      name,
      listed(known),
    );
    const place = { path: [...path, 'import_path'], span: importPath.value.span, stage: 'deploy' } as const;
    return [finding('wrong-value', place, message)];
  }
  // Where one of the two families lacks the kind, which of them counts decides about more than its arguments.
  if (builders.length < families.length) return [];
  return checkArguments(document, node, path, kind, builders, version);
}

function checkArguments(
  document: ParsedDocument,
  node: MappingNode,
  path: Path,
  kind: string,
  builders: readonly Builder[],
  version: string,
): Finding[] {
  const entry = entryOf(node, 'args');
  const args = entry?.value;
  if (
    args !== undefined &&
    args.kind !== 'mapping' &&
    !(args.kind === 'scalar' && args.value === null && !args.interpolated)
  )
    return [];
  const mapping = args?.kind === 'mapping' ? args : undefined;
  const given = new Set(mapping?.entries.map(({ key }) => key.value));
  const at = (key: string): Path => [...path, 'args', key];
  const twice = mapping === undefined ? undefined : entryOf(mapping, ofLauncher);
  const findings: Finding[] = [];
  if (
    mapping !== undefined &&
    twice !== undefined &&
    builders.every(({ parameters }) => ofLauncher in parameters)
  ) {
    const message = text(
      "The launcher sets '{0}' itself: a second one causes a TypeError at deploy.",
      ofLauncher,
    );
    findings.push(
      finding('unknown-key', { path: at(ofLauncher), span: twice.key.span, stage: 'deploy' }, message, () =>
        twice.merged
          ? []
          : [
              {
                title: text("Remove '{0}'", ofLauncher),
                edits: removeEntry(document, mapping, twice),
                preferred: true,
              },
            ],
      ),
    );
  }
  if (isIncomplete(document)) return findings;
  const [first] = builders;
  const needed = Object.keys(first?.parameters ?? {}).filter(
    key =>
      key !== ofLauncher && !given.has(key) && builders.every(({ parameters }) => parameters[key] === true),
  );
  const own = node.entries.find(({ merged }) => !merged)?.key.span ?? node.span;
  const span = entry === undefined || entry.merged ? own : entry.key.span;
  for (const key of needed) {
    const message = text(
      "'{0}' is missing: without it build_{1}_app of twinkle-kit {2} fails at deploy with a TypeError.",
      key,
      kind,
      version,
    );
    findings.push(finding('missing-field', { path: at(key), span, stage: 'deploy' }, message));
  }
  return findings;
}

function entryOf({ entries }: MappingNode, key: string): Entry | undefined {
  return entries.find(entry => entry.key.value === key);
}

function textOf(entry: Entry | undefined): string | undefined {
  const node = entry?.value;
  return node?.kind === 'scalar' && !node.interpolated && typeof node.value === 'string'
    ? node.value
    : undefined;
}
