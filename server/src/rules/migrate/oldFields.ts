/**
 * What a file of twinkle-kit 0.1 to 0.3 must change for 0.4 and later, field by field.
 * Source: the `build_*_app` functions and launcher of the wheels 0.1.3, 0.2.0 and 0.3.0; twinkle/server/config of 0.4.0.
 */
import type { Application, ServerConfig } from '../../config/serverConfig';
import { insertEntry, removeEntry, renameKey, replaceValue } from '../../document/edit';
import type { TextEdit } from '../../document/finding';
import type { Entry, MappingNode, ParsedDocument, Span } from '../../document/tree';
import { isOwn } from '../place';

export interface OldField {
  /** Of its key. */
  readonly span: Span;
  readonly name: string;
  /** Undefined where the text stands behind an anchor or the value is not the expected one. */
  readonly edits: readonly TextEdit[] | undefined;
}

const renamed = new Map([
  ['telemetry_config', 'telemetry'],
  ['persistence_config', 'persistence'],
]);

/** The old fields of a file, in no certain order. */
export function oldFields(document: ParsedDocument, config: ServerConfig): OldField[] {
  const { root } = config;
  if (root?.kind !== 'mapping') return [];
  const found: OldField[] = [];
  for (const entry of root.entries) {
    const name = entry.key.value;
    if (name === 'server_type') found.push(old(entry, removeEntry(document, root, entry)));
    const now = typeof name === 'string' ? renamed.get(name) : undefined;
    if (now === undefined) continue;
    const isFree = !root.entries.some(other => other.key.value === now);
    found.push(old(entry, isFree ? renameKey(document, entry, now) : undefined));
  }
  for (const application of config.applications) {
    const { args } = application;
    if (args === undefined) continue;
    for (const entry of args.node.entries)
      if (entry.key.value === 'use_megatron')
        found.push(old(entry, backendEdits(document, application, args.node, entry)));
    found.push(...limitOfAdapters(document, config, application));
  }
  return found;
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
    ...renameKey(document, entry, 'backend'),
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
      const removal =
        isOwn(application, entry.value) && !isAlone ? removeEntry(document, adapters, entry) : undefined;
      return old(entry, removal && [...removal, ...limitAtGateway(document, config, entry)]);
    });
}

/** Nothing where the gateway has a limit already, or there is no gateway that could take it. */
function limitAtGateway(document: ParsedDocument, config: ServerConfig, { value }: Entry): TextEdit[] {
  const gateways = config.applications.filter(({ kind }) => kind?.value === 'server');
  const args = gateways.length === 1 ? gateways[0]?.args?.node : undefined;
  if (args === undefined || value.kind !== 'scalar' || typeof value.value !== 'number') return [];
  const written = String(value.value);
  const own = args.entries.find(({ key }) => key.value === 'server_config')?.value;
  if (own === undefined)
    return insertEntry(document, args, 'server_config', `\n  per_token_model_limit: ${written}`) ?? [];
  if (own.kind !== 'mapping' || own.entries.some(({ key }) => key.value === 'per_token_model_limit'))
    return [];
  return insertEntry(document, own, 'per_token_model_limit', written) ?? [];
}
