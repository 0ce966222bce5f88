/**
 * Twinkle's client calls models and samplers below the same address as the gateway, but the gateway calls them below
 * its `args.route_prefix`. Where the two differ, one of them does not reach them. Models that lie where only the client
 * looks are reported by `route-prefix-shape`; this is about those that lie where only the gateway looks.
 * Source: twinkle_client/model and twinkle_client/sampler (`get_base_url()/model/{name}`), twinkle/server/gateway/app.py
 * (`route_prefix` of the args, which the application's own is not handed to), twinkle-kit 0.5.1; the same since 0.2.0.
 */
import { withoutSlashesAtEnd } from '../../strings/slashes';
import type { ServerConfig } from '../../config/serverConfig';
import { insertEntry, quoteIfNeeded, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Application } from '../../config/serverConfig';
import { text } from '../../text/text';
import {
  gatewayKeys,
  gatewayPrefixOf,
  kindsAreKnown,
  servedName,
  serversOf,
  writtenPrefix,
} from '../../models/gatewayRoutes';
import { ofEach } from '../engine/ofEach';
import { isEditable, placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const gatewayPrefixDiffers: FileRule = {
  id: 'gateway-prefix-differs',
  stage: 'request',
  severity: 'warning',
  versions: { since: '0.2.0' },
  consequenceOf: ['route-prefix-syntax', 'client-route-prefix'],
  reads: ofEach([...gatewayKeys, 'route_prefix']),

  *checkFile({ config, document }) {
    const [server, ...others] = serversOf(config);
    if (server === undefined || others.length > 0 || !kindsAreKnown(config)) return;
    const written = writtenPrefix(server);
    const own = written === undefined ? undefined : withoutSlashesAtEnd(written);
    const gateway = gatewayPrefixOf(server);
    if (own === undefined || gateway === undefined || own === gateway) return;
    if (!config.applications.some(application => isBelow(application, gateway))) return;
    yield {
      message: text(
        "The gateway is under `{0}` and calls its models under `{1}`; Twinkle's client looks for both under `{0}` and gets 404 for the models.",
        own === '' ? '/' : own,
        gateway === '' ? '/' : gateway,
      ),
      ...placeOf(server, server.routePrefix),
      fixes: () => fixTo(document, config, server, gateway === '' ? '/' : gateway),
    };
  },
};

function isBelow(application: Application, gateway: string): boolean {
  const { kind } = application;
  const prefix = writtenPrefix(application);
  if (prefix === undefined || (kind?.value !== 'model' && kind?.value !== 'sampler')) return false;
  return servedName(prefix, gateway, kind.value) !== undefined;
}

function fixTo(document: ParsedDocument, config: ServerConfig, server: Application, prefix: string): Fix[] {
  if (config.applications.some(({ routePrefix }) => routePrefix?.value === prefix)) return [];
  const { routePrefix, node } = server;
  if (routePrefix !== undefined && !isEditable(server, routePrefix)) return [];
  const source = quoteIfNeeded(prefix);
  const edits =
    routePrefix === undefined
      ? insertEntry(document, node, 'route_prefix', source)
      : replaceValue(document, routePrefix.node, source);
  return edits === undefined
    ? []
    : [{ title: text('Change route_prefix to `{0}`', prefix), edits, preferred: false }];
}
