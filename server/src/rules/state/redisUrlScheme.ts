/**
 * The address of the Redis begins with `redis://`, `rediss://` or `unix://`; of any other the client says "Redis URL
 * must specify one of the following schemes" before it connects. Neither loader nor launcher look at it.
 * Source: redis/asyncio/connection.py `parse_url`, redis 8.1.0, called by twinkle/server/state/backend/redis_backend.py,
 * twinkle-kit 0.4.0 to 0.5.1.
 */
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import { text } from '../../text/text';
import type { FileRule } from '../engine/rule';

export const redisUrlScheme: FileRule = {
  id: 'redis-url-scheme',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.4.0' },
  reads: ['persistence.mode', 'persistence.redis_url'],

  *checkFile({ config: { persistence, applications }, document }) {
    const { mode, redisUrl: field } = persistence;
    const url = field?.value;
    // Without an application nothing opens the address.
    if (mode?.value !== 'redis' || field === undefined || !url || applications.length === 0) return;
    if (/^[\s\0-\x20]*(?:rediss?|unix):/i.test(url)) return;
    const { node } = field;
    yield {
      message: text(
        'The address of Redis must begin with redis://, rediss:// or unix://: with this one each replica fails with "Redis URL must specify one of the following schemes".',
      ),
      span: field.span,
      path: field.path,
      fixes: (): Fix[] => {
        const isHost = /^[\w.-]+(?::\d+)?(?:\/\d*)?$/.test(url);
        if (!isHost || (node.kind === 'scalar' && node.resolvedFrom !== undefined)) return [];
        const edits = replaceValue(document, node, `redis://${url}`);
        return [{ title: text('Change to {0}', `redis://${url}`), edits, preferred: true }];
      },
    };
  },
};
