/**
 * A password that stands in the file goes wherever the file goes. The loader resolves `${oc.env:NAME}`, so it need not.
 * Source: twinkle/server/config/server_config.py (OmegaConf), twinkle-kit 0.4.0 to 0.5.1.
 */
import { readRedisUrl } from '../../config/redisUrl';
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

export const redisPassword: FileRule = {
  id: 'redis-password',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: ['persistence.mode', 'persistence.redis_url'],

  *checkFile({ config: { persistence } }) {
    const { mode, redisUrl } = persistence;
    if (mode?.value !== 'redis' || redisUrl?.value === undefined) return;
    if (readRedisUrl(redisUrl.value)?.hasPassword !== true) return;
    yield {
      message: text(
        'The password of Redis is written in the file. Use an interpolation such as `${oc.env:REDIS_URL}` to take the address from the environment.',
      ),
      span: redisUrl.span,
      path: redisUrl.path,
    };
  },
};
