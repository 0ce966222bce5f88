/**
 * What the gateways of a file say they support, and what its model and sampler applications serve.
 * Source: twinkle/server/gateway/app.py `_normalize_models` and proxy.py `_build_target_url`, twinkle-kit 0.5.1.
 */
import { withoutSlashesAtEnd } from '../strings/slashes';
import type { Field } from '../config/field';
import type { Application, ServerConfig } from '../config/serverConfig';
import {
  gatewayKeys,
  gatewayPrefixes,
  kindsAreKnown,
  servedName,
  serversOf,
  writtenPrefix,
  type ServedKind,
} from './gatewayRoutes';

export interface Served {
  readonly application: Application;
  /** The name by which clients ask for it, the end of its prefix. */
  readonly name: string;
}

export interface Serving {
  readonly servers: readonly Application[];
  readonly supported: readonly Field<string>[];
  readonly names: ReadonlySet<string>;
  readonly models: readonly Served[];
  readonly samplers: readonly Served[];
  /** True where the prefix of a model or sampler is not one that a gateway calls. */
  readonly someMisplaced: boolean;
}

/** The keys of each application that {@link servedBy} reads, those of the gateways included. */
export const servedKeys = [...gatewayKeys, 'route_prefix'];

/** The keys of each application that {@link servingOf} reads. */
export const servingKeys = [...servedKeys, 'args.supported_models'];

/** Undefined where a part is unknown, and for a file without a server application. */
export function servingOf(config: ServerConfig): Serving | undefined {
  const servers = serversOf(config);
  const gateways = gatewayPrefixes(config);
  if (servers.length === 0 || gateways === undefined || !kindsAreKnown(config)) return undefined;
  const supported: Field<string>[] = [];
  for (const server of servers) {
    const fields = supportedBy(server);
    if (fields === undefined) return undefined;
    supported.push(...fields);
  }
  const models = servedBy(config, gateways, 'model');
  const samplers = servedBy(config, gateways, 'sampler');
  if (models === undefined || samplers === undefined) return undefined;
  return {
    servers,
    supported,
    names: new Set(supported.flatMap(({ value }) => (value === undefined ? [] : [value]))),
    models: models.served,
    samplers: samplers.served,
    someMisplaced: models.someMisplaced || samplers.someMisplaced,
  };
}

/** Two names of which one is probably the other, written differently: of a model, and of an entry that no model serves. */
export interface LikelyRename {
  readonly model: Served;
  readonly entry: Field<string>;
}

/** The one model that no list has and the one entry that no application serves, where there is exactly one of each. */
export function likelyRename({ supported, names, models, samplers }: Serving): LikelyRename | undefined {
  const [model, ...otherModels] = models.filter(({ name }) => !names.has(name));
  const served = new Set([...models, ...samplers].map(({ name }) => name));
  const [entry, ...otherEntries] = supported.filter(({ value }) => value !== undefined && !served.has(value));
  if (model === undefined || entry === undefined) return undefined;
  return otherModels.length === 0 && otherEntries.length === 0 ? { model, entry } : undefined;
}

/**
 * The names that a server application lists, none where it has no list; undefined where not all are known. The gateway
 * leaves out an entry that is null.
 */
function supportedBy({ node, args }: Application): readonly Field<string>[] | undefined {
  if (args === undefined) {
    const value = node.entries.find(({ key }) => key.value === 'args')?.value;
    return value === undefined || isNull(value) ? [] : undefined;
  }
  const value = args.node.entries.find(({ key }) => key.value === 'supported_models')?.value;
  if (value === undefined || isNull(value)) return [];
  const fields = args.supportedModels?.filter(
    ({ node, path }) => typeof path.at(-1) !== 'number' || !isNull(node),
  );
  return fields?.every(field => field.value !== undefined) === true ? fields : undefined;
}

function isNull(node: Application['node'] | Field<unknown>['node']): boolean {
  return node.kind === 'scalar' && node.value === null && !node.interpolated;
}

/** Applications of a kind at a prefix that a gateway calls; undefined where one's prefix is unknown. */
export function servedBy(
  config: ServerConfig,
  gateways: readonly string[],
  kind: ServedKind,
): { served: Served[]; someMisplaced: boolean } | undefined {
  const served: Served[] = [];
  let someMisplaced = false;
  for (const application of config.applications) {
    if (application.kind?.value !== kind) continue;
    const prefix = writtenPrefix(application);
    if (prefix === undefined) return undefined;
    const name = gateways
      .map(gateway => servedName(withoutSlashesAtEnd(prefix), gateway, kind))
      .find(each => each !== undefined);
    if (name === undefined) someMisplaced = true;
    else served.push({ application, name });
  }
  return { served, someMisplaced };
}
