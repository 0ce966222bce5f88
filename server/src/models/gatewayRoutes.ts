/**
 * Where the gateway looks for models and samplers: `{G}/model/{name}` and `{G}/sampler/{name}`, with G the gateway's
 * `args.route_prefix`, by default /api/v1. Source: twinkle/server/gateway/proxy.py `_build_target_url`, twinkle-kit
 * 0.5.1; the same in 0.2.0 to 0.5.0.
 */
import { withoutSlashesAtEnd } from '../strings/slashes';
import type { Application, ServerConfig } from '../config/serverConfig';

export const defaultGatewayPrefix = '/api/v1';

export type ServedKind = 'model' | 'sampler';

/** The keys of each application that tell which ones are gateways, and where these call the others. */
export const gatewayKeys = ['import_path', 'args.route_prefix'];

/**
 * The prefixes under which the file's gateways call models, or undefined where one of them is unknown. Without a
 * server application it is the default, which the clients of twinkle-kit use as well.
 */
export function gatewayPrefixes(config: ServerConfig): string[] | undefined {
  if (!kindsAreKnown(config)) return undefined;
  const prefixes = serversOf(config).map(gatewayPrefixOf);
  if (!prefixes.every(prefix => prefix !== undefined)) return undefined;
  return prefixes.length > 0 ? prefixes : [defaultGatewayPrefix];
}

/** The prefix under which one server application calls models, without slashes at its end; undefined where unknown. */
export function gatewayPrefixOf({ args }: Application): string | undefined {
  const field = args?.gatewayPrefix;
  const isNull = field?.node.kind === 'scalar' && field.node.value === null;
  const prefix = field === undefined || isNull ? defaultGatewayPrefix : field.value;
  return prefix === undefined ? undefined : withoutSlashesAtEnd(prefix);
}

/** The application's prefix as the launcher reads it (`/` where none is written), or undefined where unknown. */
export function writtenPrefix({ routePrefix }: Application): string | undefined {
  return routePrefix === undefined ? '/' : routePrefix.value;
}

/** The name by which clients reach an application of this kind at that prefix; undefined for a prefix of another shape. */
export function servedName(prefix: string, gateway: string, kind: ServedKind): string | undefined {
  const base = `${gateway}/${kind}/`;
  return prefix.startsWith(base) && prefix.length > base.length ? prefix.slice(base.length) : undefined;
}

/** True where no application's `import_path` is unknown, so that none can be a gateway without being seen. */
export function kindsAreKnown({ applications }: ServerConfig): boolean {
  return applications.every(({ kind }) => kind === undefined || kind.value !== undefined);
}

export function serversOf({ applications }: ServerConfig): Application[] {
  return applications.filter(({ kind }) => kind?.value === 'server');
}
