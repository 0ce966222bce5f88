/**
 * A port that another server on the head has already: the proxy of Ray Serve cannot bind it and the launch fails. Or the
 * address of the Redis is the port of Ray itself, whose default is the same.
 * Source: Ray 2.60.0, the defaults in ray/scripts/scripts.py (GCS 6379, dashboard 8265, Ray Client server 10001) and
 * `start_asgi_http_server` in ray/serve/_private/http_util.py (`Failed to bind to address`).
 */
import type { ClusterFile } from '../../config/clusterFile';
import type { ServerConfig } from '../../config/serverConfig';
import { text, type Text } from '../../text/text';
import type { FileRule, RuleContext } from '../engine/rule';

export const portClash: FileRule = {
  id: 'port-clash',
  stage: 'deploy',
  severity: 'warning',
  reads: ['http_options.port', 'persistence.mode', 'persistence.redis_url'],

  *checkFile(context) {
    const { port } = context.config.http;
    const { redisUrl } = context.config.persistence;
    if (redisUrl !== undefined && isRayItself(context)) {
      yield {
        // The launch succeeds: the address is used by the first call.
        stage: 'request',
        message: text(
          'Ray itself uses port {0} on the head: what answers there is not Redis, and each access to the state fails.',
          localRedisPort(context.config) ?? 0,
        ),
        span: redisUrl.span,
        path: redisUrl.path,
      };
    }
    const message = port?.value === undefined ? undefined : complaint(context, port.value);
    if (port === undefined || message === undefined) return;
    yield {
      message,
      span: port.span,
      path: port.path,
    };
  },
};

function complaint({ config, cluster }: RuleContext, port: number): Text | undefined {
  if (port === rayPort(cluster?.port, 6379)) {
    return text('Ray itself uses port {0} on the head: the HTTP proxy cannot bind it.', port);
  }
  if (port === rayPort(cluster?.dashboardPort, 8265)) {
    return text("Ray's dashboard uses port {0} on the head: the HTTP proxy cannot bind it.", port);
  }
  // The head of a cluster file has another one (client/src/core/cluster/plan.ts).
  if (port === 10001 && cluster === undefined) {
    return text("Ray's client server uses port {0} on the head: the HTTP proxy cannot bind it.", port);
  }
  if (port === localRedisPort(config)) {
    return text('Redis uses port {0} on this host (redis_url): the HTTP proxy cannot bind it.', port);
  }
  return undefined;
}

/** True for a Redis on the host on which the cluster file starts Ray's head, on the same port. */
function isRayItself({ config, cluster }: RuleContext): boolean {
  const [head, ...others] = cluster?.nodes ?? [];
  if (head === undefined || cluster === undefined) return false;
  // On another host the same address is another machine, which `redis-localhost` tells.
  const isOneHost = [head, ...others].every(({ host }) => host === undefined || host.value === 'local');
  return isOneHost && localRedisPort(config) === rayPort(cluster.port, 6379);
}

/** A port of the cluster file; undefined where the file has one that is unknown. */
function rayPort(field: ClusterFile['port'], byDefault: number): number | undefined {
  return field === undefined ? byDefault : field.value;
}

/** The port of a Redis on the same host, as far as the text of the address tells it. */
function localRedisPort({ persistence: { mode, redisUrl } }: ServerConfig): number | undefined {
  if (mode?.value !== 'redis' || redisUrl?.value === undefined) return undefined;
  const parts = /^rediss?:\/\/(?:[^@/]*@)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::(\d+))?(?:\/|$)/.exec(
    redisUrl.value,
  );
  return parts === null ? undefined : Number(parts[1] ?? 6379);
}
