/**
 * Twinkle's client takes the address of a server and adds `/api/v1` to it unless it ends so, therefore it finds the
 * gateway only under a prefix that ends in `/api/v1`.
 * Source: twinkle_client/http/utils.py `get_base_url`, twinkle-kit 0.5.1; the same since 0.2.0.
 */
import { insertEntry, replaceValue } from '../../document/edits/edit';
import type { Application, ServerConfig } from '../../config/serverConfig';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import {
  defaultGatewayPrefix,
  gatewayPrefixOf,
  servedName,
  serversOf,
  writtenPrefix,
} from '../../models/gatewayRoutes';
import { ofEach } from '../engine/ofEach';
import { isEditable, placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const clientRoutePrefix: FileRule = {
  id: 'client-route-prefix',
  stage: 'request',
  severity: 'warning',
  versions: { since: '0.2.0' },
  consequenceOf: ['route-prefix-syntax'],
  reads: ofEach(['import_path', 'route_prefix']),

  *checkFile({ config, document }) {
    const servers = serversOf(config);
    const prefixes = servers.map(writtenPrefix);
    // With several gateways, one that clients find is enough; and one of them may be unknown.
    if (prefixes.some(prefix => prefix?.endsWith(defaultGatewayPrefix) ?? true)) return;
    // A server alone is a file that is not finished, or a part of one.
    if (!config.applications.some(({ kind }) => kind?.value === 'model' || kind?.value === 'sampler')) return;
    const [server] = servers;
    const prefix = prefixes[0];
    if (server === undefined || prefix === undefined) return;
    yield {
      message: text(
        "Twinkle's client adds `/api/v1` to the address that it gets, so it does not find a gateway under `{0}`: its requests fail with 404.",
        prefix,
      ),
      ...placeOf(server, server.routePrefix),
      fixes: () => fixTo(document, config, server),
    };
  },
};

/** Certain where the gateway calls the models under this prefix as well, and they are there. */
function fixTo(document: ParsedDocument, config: ServerConfig, server: Application): Fix[] {
  if (config.applications.some(({ routePrefix }) => routePrefix?.value === defaultGatewayPrefix)) return [];
  const { routePrefix, node } = server;
  if (routePrefix !== undefined && !isEditable(server, routePrefix)) return [];
  const edits =
    routePrefix === undefined
      ? insertEntry(document, node, 'route_prefix', defaultGatewayPrefix)
      : replaceValue(document, routePrefix.node, defaultGatewayPrefix);
  if (edits === undefined) return [];
  const preferred =
    gatewayPrefixOf(server) === defaultGatewayPrefix && config.applications.every(isProcessorOrBelow);
  return [{ title: text('Change route_prefix to `{0}`', defaultGatewayPrefix), edits, preferred }];
}

function isProcessorOrBelow(application: Application): boolean {
  const kind = application.kind?.value;
  const prefix = writtenPrefix(application);
  if (kind !== 'model' && kind !== 'sampler') return true;
  return prefix !== undefined && servedName(prefix, defaultGatewayPrefix, kind) !== undefined;
}
