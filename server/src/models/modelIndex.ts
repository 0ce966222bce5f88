/**
 * The names that the applications of a file give to models: read once per analysis, whoever asks and however often,
 * so that no completion or hover goes through all applications again.
 */
import { withoutSlashesAtEnd } from '../strings/slashes';
import type { Application, ServerConfig } from '../config/serverConfig';
import type { ApplicationKind } from '../protocol';

export interface ModelIndex {
  /** Prefix under which the gateway calls models and samplers. */
  readonly gatewayPrefix: string;
  /** Names among `supported_models`, in the order of the file. */
  readonly supported: readonly string[];
  /** Names of models by the prefix of their application, as the gateway calls it. */
  readonly models: ReadonlyMap<string, Application>;
  readonly samplers: ReadonlyMap<string, Application>;
  /** Names of applications. */
  readonly names: ReadonlySet<string>;
  readonly modelIds: ReadonlySet<string>;
}

const known = new WeakMap<ServerConfig, ModelIndex>();

export function modelIndex(config: ServerConfig): ModelIndex {
  const last = known.get(config);
  if (last !== undefined) return last;
  const index = readIndex(config);
  known.set(config, index);
  return index;
}

/** What the gateway puts before `/model/<name>` where nothing is written (twinkle/server/gateway/app.py, 0.5.1). */
const usualGatewayPrefix = '/api/v1';

function readIndex({ applications }: ServerConfig): ModelIndex {
  const servers = applications.filter(({ kind }) => kind?.value === 'server');
  const gatewayPrefix = servers.map(({ args }) => args?.gatewayPrefix?.value).find(Boolean);
  const prefix = withoutSlashesAtEnd(gatewayPrefix ?? usualGatewayPrefix);
  const supported = servers.flatMap(({ args }) => args?.supportedModels ?? []).map(({ value }) => value);
  return {
    gatewayPrefix: prefix,
    supported: [...new Set(supported.filter(isText))],
    models: named(applications, 'model', prefix),
    samplers: named(applications, 'sampler', prefix),
    names: new Set(applications.map(({ name }) => name?.value).filter(isText)),
    modelIds: new Set(applications.map(({ args }) => args?.modelId?.value).filter(isText)),
  };
}

function named(
  applications: readonly Application[],
  kind: ApplicationKind,
  prefix: string,
): ReadonlyMap<string, Application> {
  const start = `${prefix}/${kind}/`;
  const found = new Map<string, Application>();
  for (const application of applications) {
    const route = application.routePrefix?.value;
    if (application.kind?.value === kind && route?.startsWith(start) === true) {
      found.set(withoutSlashesAtEnd(route.slice(start.length)), application);
    }
  }
  return found;
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
