/**
 * The address of the Redis goes to each replica as it is, so `localhost` means another machine on each host.
 * Source: twinkle/server/config/persistence.py `to_env_vars`, state/backend/redis_backend.py, twinkle-kit 0.4.0 to
 * 0.5.1.
 */
import { readRedisUrl } from '../../config/redisUrl';
import { text } from '../../text/text';
import { hostCount, isLocalHost } from '../../config/clusterHosts';
import type { FileRule } from '../engine/rule';

export const redisLocalhost: FileRule = {
  id: 'redis-localhost',
  stage: 'request',
  severity: 'warning',
  versions: { since: '0.4.0' },
  reads: ['persistence.mode', 'persistence.redis_url'],

  *checkFile({ config: { persistence }, cluster }) {
    const { mode, redisUrl } = persistence;
    if (mode?.value !== 'redis' || redisUrl?.value === undefined) return;
    const address = readRedisUrl(redisUrl.value);
    const hosts = hostCount(cluster);
    if (address === undefined || !isLocalHost(address.host) || hosts <= 1) return;
    yield {
      message: text(
        '`{0}` means a different machine on each of the {1} {1|host|hosts} of the cluster file: replicas on the other hosts do not reach this Redis.',
        address.host,
        hosts,
      ),
      span: redisUrl.span,
      path: redisUrl.path,
    };
  },
};
