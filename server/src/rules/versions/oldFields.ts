/**
 * What a file of twinkle-kit 0.1 to 0.3 must change for 0.4 and later, field by field.
 * Source: the `build_*_app` functions and launcher of the wheels 0.1.3, 0.2.0 and 0.3.0; twinkle/server/config of 0.4.0.
 */
import { formerKind } from '../../config/applicationKinds';
import { perApplication } from '../../config/perApplication';
import type { Application, ServerConfig } from '../../config/serverConfig';
import { insertEntry, removeEntry, renameKey, replaceValue } from '../../document/edits/edit';
import type { TextEdit } from '../../document/tree/finding';
import { retireEntry } from '../../document/edits/retire';
import type { Entry, MappingNode, ParsedDocument, Path, Span } from '../../document/tree/tree';
import type { ApplicationKind } from '../../protocol';
import { sourceOf } from '../../schema/checks/findings';
import { formerField } from '../../schema/table/formerFields';
import { ofEach } from '../engine/ofEach';
import { isOwn } from '../engine/place';

export interface OldField {
  /** Of its key. */
  readonly span: Span;
  readonly name: string;
  /** Undefined where the text stands behind an anchor or the value is not the expected one. */
  readonly edits: readonly TextEdit[] | undefined;
}

/** The keys that decide whether a file has one: those of `formerField` and `formerKind`, and those that move by themselves. */
export const oldKeys = [
  'server_type',
  'telemetry_config',
  'persistence_config',
  ...ofEach([
    'import_path',
    'args.use_megatron',
    'args.nproc_per_node',
    'args.processor_config',
    'args.adapter_config',
    'args.mixed_precision',
    'args.server_config.per_token_adapter_limit',
  ]),
];

/** The old fields of a file that has none which came after 0.3, in no certain order. */
export function oldFields(document: ParsedDocument, config: ServerConfig): OldField[] {
  const { root } = config;
  if (root?.kind !== 'mapping') return [];
  const found = formerOf(document, root, [], undefined);
  for (const application of config.applications) {
    if (!hasOldField(application)) continue;
    found.push(...builderOf(document, application));
    const { args } = application;
    if (args === undefined) continue;
    const kind = kindOf(application);
    found.push(...formerOf(document, args.node, args.path, kind));
    for (const entry of args.node.entries) {
      if (entry.key.value === 'use_megatron')
        found.push(old(entry, backendEdits(document, application, args.node, entry)));
      if (entry.key.value === 'server_config' && entry.value.kind === 'mapping')
        found.push(...formerOf(document, entry.value, [...args.path, 'server_config'], kind));
    }
    if (kind === 'model') found.push(...limitOfAdapters(document, config, application));
  }
  return found;
}

/** Whether there is anything to move, which costs less than to work out how. */
const hasOldField = perApplication((application): boolean => {
  const { node, args } = application;
  if (formerKind(node.entries.find(({ key }) => key.value === 'import_path')?.value) !== undefined)
    return true;
  if (args === undefined) return false;
  const kind = kindOf(application);
  const isFormer = ({ key, value }: Entry, path: Path): boolean =>
    formerField([...path, String(key.value)], value, { kind, isNewer: false }) !== undefined;
  return args.node.entries.some(entry => {
    const { key, value } = entry;
    if (key.value === 'use_megatron' || isFormer(entry, args.path)) return true;
    if (value.kind !== 'mapping') return false;
    const path = [...args.path, String(key.value)];
    return value.entries.some(inner => limitNames.has(String(inner.key.value)) || isFormer(inner, path));
  });
});

/** The kind of an application, also where it is written as a builder's name. */
export function kindOf({ kind, node }: Application): ApplicationKind | undefined {
  return kind?.value ?? formerKind(node.entries.find(({ key }) => key.value === 'import_path')?.value);
}

function formerOf(
  document: ParsedDocument,
  mapping: MappingNode,
  path: Path,
  kind: ApplicationKind | undefined,
): OldField[] {
  return mapping.entries.flatMap(entry => {
    const former = formerField([...path, String(entry.key.value)], entry.value, { kind, isNewer: false });
    if (former === undefined) return [];
    if (former === 'gone') return [old(entry, retireEntry(document, mapping, entry))];
    const isFree = !mapping.entries.some(other => other.key.value === former.now);
    return [old(entry, isFree ? renameKey(entry, former.now) : undefined)];
  });
}

function builderOf(document: ParsedDocument, { node }: Application): OldField[] {
  const entry = node.entries.find(({ key }) => key.value === 'import_path');
  const kind = formerKind(entry?.value);
  return entry === undefined || kind === undefined
    ? []
    : [
        {
          ...old(entry, replaceValue(document, entry.value, kind)),
          name: sourceOf(document, entry.value),
        },
      ];
}

function old(entry: Entry, edits: readonly TextEdit[] | undefined): OldField {
  return { span: entry.key.span, name: String(entry.key.value), edits: entry.merged ? undefined : edits };
}

/** `use_megatron` was false where it was not written. */
function backendEdits(
  document: ParsedDocument,
  application: Application,
  args: MappingNode,
  entry: Entry,
): TextEdit[] | undefined {
  const { value } = entry;
  const isFree = !args.entries.some(other => other.key.value === 'backend');
  if (!isFree || value.kind !== 'scalar' || typeof value.value !== 'boolean' || !isOwn(application, value))
    return undefined;
  return [
    ...renameKey(entry, 'backend'),
    ...replaceValue(document, value, value.value ? 'megatron' : 'transformers'),
  ];
}

const limitNames = new Set(['per_token_adapter_limit', 'per_token_model_limit']);

/** The limit of adapters per token moved from each model to the gateway's `server_config`. */
function limitOfAdapters(
  document: ParsedDocument,
  config: ServerConfig,
  application: Application,
): OldField[] {
  const adapters = application.args?.node.entries.find(({ key }) => key.value === 'adapter_config')?.value;
  if (adapters?.kind !== 'mapping') return [];
  return adapters.entries
    .filter(({ key }) => typeof key.value === 'string' && limitNames.has(key.value))
    .map(entry => {
      const isAlone = adapters.entries.length === 1;
      if (!isOwn(application, entry.value) || isAlone) return old(entry, undefined);
      const moved = limitAtGateway(document, config, entry);
      // A comment that does not move along with the limit stays where it is.
      const isWhole = moved.some(({ newText }) => newText.includes('#'));
      const removal = isWhole
        ? removeEntry(document, adapters, entry)
        : retireEntry(document, adapters, entry);
      return old(entry, removal && [...removal, ...moved]);
    });
}

/** With its comment, for which there is no room in brackets. Nothing where the gateway has a limit already, or there is no gateway that could take it. */
function limitAtGateway(document: ParsedDocument, config: ServerConfig, { value }: Entry): TextEdit[] {
  const gateways = config.applications.filter(({ kind }) => kind?.value === 'server');
  const args = gateways.length === 1 ? gateways[0]?.args?.node : undefined;
  if (args === undefined || value.kind !== 'scalar' || typeof value.value !== 'number') return [];
  const [comment = ''] = /^[ \t]+#.*/.exec(document.text.slice(value.span.end)) ?? [];
  const own = args.entries.find(({ key }) => key.value === 'server_config')?.value;
  const isInBrackets = own?.kind === 'mapping' ? own.flow : args.flow;
  const written = `${value.value}${isInBrackets ? '' : comment}`;
  if (own === undefined)
    return insertEntry(document, args, 'server_config', { per_token_model_limit: written }) ?? [];
  if (own.kind !== 'mapping' || own.entries.some(({ key }) => limitNames.has(String(key.value)))) return [];
  return insertEntry(document, own, 'per_token_model_limit', written) ?? [];
}
