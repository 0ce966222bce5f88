/**
 * A model or sampler answers only where the gateway and the clients look for it: `{G}/model/{name}` and
 * `{G}/sampler/{name}`, with G the gateway's `args.route_prefix`, by default /api/v1.
 * Source: twinkle/server/gateway/proxy.py `_build_target_url` and twinkle_client/{model,sampler}, twinkle-kit 0.5.1;
 * the same in 0.2.0 to 0.5.0. In 0.1 the clients of its two server types differed.
 */
import { withoutSlashesAtEnd } from '../../strings/slashes';
import { atLeast } from '../../config/version';
import type { Application, ServerConfig } from '../../config/serverConfig';
import { insertEntry, quoteIfNeeded, replaceValue } from '../../document/edits/edit';
import type { Fix, TextEdit } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import {
  gatewayKeys,
  defaultGatewayPrefix,
  gatewayPrefixes,
  servedName,
  writtenPrefix,
  type ServedKind,
} from '../../models/gatewayRoutes';
import { ofEach } from '../engine/ofEach';
import { isEditable, isOwn, placeOf } from '../engine/place';
import type { Rule, RuleFinding } from '../engine/rule';

export const routePrefixShape: Rule = {
  id: 'route-prefix-shape',
  stage: 'request',
  severity: 'error',
  consequenceOf: ['route-prefix-syntax'],
  reads: ofEach([...gatewayKeys, 'route_prefix']),

  *checkFile({ config, document, version }) {
    if (!atLeast(version, '0.2.0')) return;
    const gateways = gatewayPrefixes(config);
    if (gateways === undefined) return;
    for (const application of config.applications) {
      const kind = application.kind?.value;
      if (kind !== 'model' && kind !== 'sampler') continue;
      const prefix = writtenPrefix(application);
      if (prefix === undefined || gateways.some(gateway => servedName(prefix, gateway, kind) !== undefined))
        continue;
      yield report(document, config, application, {
        kind,
        prefix,
        gateway: gateways[0] ?? defaultGatewayPrefix,
      });
    }
  },
};

interface Misplaced {
  readonly kind: ServedKind;
  readonly prefix: string;
  readonly gateway: string;
}

function report(
  document: ParsedDocument,
  config: ServerConfig,
  application: Application,
  { kind, prefix, gateway }: Misplaced,
): RuleFinding {
  return {
    message:
      kind === 'model'
        ? text(
            'The gateway calls a model at `{0}/model/<name>`: under `{1}` it is never called, and each request fails with 404.',
            gateway,
            prefix,
          )
        : text(
            'The gateway calls a sampler at `{0}/sampler/<name>`: under `{1}` it is never called, and each request fails with 404.',
            gateway,
            prefix,
          ),
    ...placeOf(application, application.routePrefix),
    fixes: () => {
      const { names, certain } = modelNames(config, application, prefix);
      const forwarding = forwardingFixes(document, config, prefix, kind);
      const moving = names.flatMap(name =>
        fixTo(
          document,
          config,
          application,
          `${gateway}/${kind}/${name}`,
          certain && forwarding.length === 0,
        ),
      );
      return [...forwarding, ...moving];
    },
  };
}

/**
 * Where the gateway itself lies under the application's prefix, it may only lack that setting: its own route_prefix
 * is not handed to its args (twinkle/server/gateway/app.py, twinkle-kit 0.5.1).
 */
function forwardingFixes(
  document: ParsedDocument,
  config: ServerConfig,
  prefix: string,
  kind: ServedKind,
): Fix[] {
  return config.applications.flatMap(server => {
    const own = server.kind?.value === 'server' ? server.routePrefix?.value : undefined;
    const { args } = server;
    if (own === undefined || args === undefined || args.gatewayPrefix !== undefined) return [];
    if (servedName(prefix, withoutSlashesAtEnd(own), kind) === undefined || !isOwn(server, args.node))
      return [];
    const edits = insertEntry(document, args.node, 'route_prefix', quoteIfNeeded(own));
    const title = text('Set args.route_prefix of the gateway to `{0}`', own);
    return edits === undefined ? [] : [{ title, edits, preferred: false }];
  });
}

/** A fix that moves the application to a prefix, unless another one is there already. */
function fixTo(
  document: ParsedDocument,
  config: ServerConfig,
  application: Application,
  prefix: string,
  preferred: boolean,
): Fix[] {
  if (config.applications.some(({ routePrefix }) => routePrefix?.value === prefix)) return [];
  const edits = prefixEdits(document, application, quoteIfNeeded(prefix));
  return edits === undefined
    ? []
    : [{ title: text('Change route_prefix to `{0}`', prefix), edits, preferred }];
}

function prefixEdits(
  document: ParsedDocument,
  application: Application,
  source: string,
): TextEdit[] | undefined {
  const { routePrefix, node } = application;
  if (routePrefix === undefined) return insertEntry(document, node, 'route_prefix', source);
  return isEditable(application, routePrefix) ? replaceValue(document, routePrefix.node, source) : undefined;
}

/**
 * The names that clients may use for this application. Certain where the prefix itself ends in one, or where the file
 * supports exactly one model; else each supported model is on offer.
 */
function modelNames(
  config: ServerConfig,
  application: Application,
  prefix: string,
): { names: readonly string[]; certain: boolean } {
  const supported = config.applications.flatMap(
    ({ args }) => args?.supportedModels?.flatMap(({ value }) => (value === undefined ? [] : [value])) ?? [],
  );
  const written = /\/(?:models?|samplers?)\/(.+)$/.exec(withoutSlashesAtEnd(prefix))?.[1];
  if (written !== undefined && (supported.length === 0 || supported.includes(written))) {
    return { names: [written], certain: true };
  }
  const ownModel = application.args?.modelId?.value?.replace(/^(?:ms|hf):\/\//, '');
  if (ownModel !== undefined && supported.includes(ownModel)) return { names: [ownModel], certain: true };
  const [only] = supported;
  if (only !== undefined && supported.length === 1) return { names: [only], certain: true };
  return { names: supported.slice(0, 5), certain: false };
}
