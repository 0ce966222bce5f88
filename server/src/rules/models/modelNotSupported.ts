/**
 * The gateway answers `create_model` only for names among its `supported_models`; since 0.4.0 it has no list of its
 * own. It is for clients of the Tinker and the OpenAI interface: Twinkle's own client calls the model itself.
 * Source: twinkle/server/gateway/app.py `_validate_base_model`, tinker_handlers.py `create_model`, openai_handlers.py
 * `_resolve_base_model`, twinkle-kit 0.5.1; the same since 0.2.0, but before 0.4.0 a missing list meant a built-in one.
 */
import { atLeast } from '../../config/version';
import type { Application } from '../../config/serverConfig';
import { insertEntry, quoteIfNeeded, replaceValue } from '../../document/edits/edit';
import type { Fix, TextEdit } from '../../document/tree/finding';
import { appendItem } from '../../document/edits/listEdit';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { ofEach } from '../engine/ofEach';
import { isEditable, isOwn, placeOf } from '../engine/place';
import { likelyRename, servingKeys, servingOf, type LikelyRename } from '../../models/supportedModels';
import type { FileRule } from '../engine/rule';

export const modelNotSupported: FileRule = {
  id: 'model-not-supported',
  stage: 'request',
  severity: 'error',
  versions: { since: '0.2.0' },
  consequenceOf: ['route-prefix-syntax', 'duplicate-application-name'],
  reads: ofEach(servingKeys),

  *checkFile({ config, document, version }) {
    const serving = servingOf(config);
    const server = serving?.servers[0];
    if (serving === undefined || server === undefined) return;
    if (serving.names.size === 0 && !atLeast(version, '0.4.0')) return;
    const served = new Set(serving.models.map(({ name }) => name));
    const isCertain = [...serving.names].every(name => served.has(name));
    const rename = likelyRename(serving);
    for (const { application, name } of serving.models) {
      if (serving.names.has(name)) continue;
      yield {
        // Without a list the server may be meant for Twinkle's own client alone, which works.
        ...(serving.names.size === 0 && { severity: 'warning' }),
        message:
          serving.names.size === 0
            ? text(
                'The server application lists no supported_models: a Tinker client that creates a model of `{0}` gets 400 "is not supported".',
                name,
              )
            : text(
                '`{0}` is not in supported_models of the server application: a Tinker client that creates a model of it gets 400 "is not supported".',
                name,
              ),
        ...placeOf(application, application.routePrefix),
        ...(rename && {
          related: [
            { span: placeOf(server, rename.entry).span, message: text('This one has no model application.') },
          ],
        }),
        fixes: () => [
          ...(rename === undefined ? [] : renamings(document, serving.servers, rename)),
          ...addition(document, server, name, isCertain),
        ],
      };
    }
  },
};

/** Either name may be the right one. */
function renamings(document: ParsedDocument, servers: readonly Application[], rename: LikelyRename): Fix[] {
  const { application, name } = rename.model;
  const { routePrefix } = application;
  const { entry } = rename;
  const fixes: Fix[] = [];
  if (servers.some(server => isEditable(server, entry))) {
    const edits = replaceValue(document, entry.node, quoteIfNeeded(name));
    fixes.push({
      title: text('Change `{0}` in supported_models to `{1}`', entry.value ?? '', name),
      edits,
      preferred: false,
    });
  }
  // No prefix ends with a name of blanks.
  const isName = entry.value?.trim() !== '';
  if (isName && routePrefix?.value !== undefined && isEditable(application, routePrefix)) {
    const end = routePrefix.value.lastIndexOf(name);
    const prefix = routePrefix.value.slice(0, end) + (entry.value ?? '');
    const edits = replaceValue(document, routePrefix.node, quoteIfNeeded(prefix));
    fixes.push({ title: text('Change route_prefix to `{0}`', prefix), edits, preferred: false });
  }
  return fixes;
}

/** Certain only where each name in the list has its model; another one may be this model's, misspelled. */
function addition(document: ParsedDocument, server: Application, name: string, isCertain: boolean): Fix[] {
  const edits = additionEdits(document, server, quoteIfNeeded(name));
  if (edits === undefined) return [];
  return [{ title: text('Add `{0}` to supported_models', name), edits, preferred: isCertain }];
}

function additionEdits(
  document: ParsedDocument,
  server: Application,
  source: string,
): TextEdit[] | undefined {
  const { args, node } = server;
  if (args === undefined) {
    const hasArgs = node.entries.some(({ key }) => key.value === 'args');
    return hasArgs ? undefined : insertEntry(document, node, 'args', { supported_models: [source] });
  }
  if (!isOwn(server, args.node)) return undefined;
  const entry = args.node.entries.find(({ key }) => key.value === 'supported_models');
  if (entry === undefined) return insertEntry(document, args.node, 'supported_models', [source]);
  const { value } = entry;
  if (!isEditable(server, { span: value.span, node: value })) return undefined;
  if (value.kind === 'sequence') {
    const empty = value.items.find(
      item => item.kind === 'scalar' && item.value === null && !item.interpolated,
    );
    return empty ? replaceValue(document, empty, source) : appendItem(document, value, source);
  }
  return value.kind === 'scalar' ? replaceValue(document, value, `[${source}]`) : undefined;
}
