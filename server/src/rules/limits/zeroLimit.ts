/**
 * A limit of 0 is described as "no limit", but the limiter compares with it, so it lets nothing through.
 * Source: twinkle/server/utils/task_queue/rate_limiter.py `check_and_record`, twinkle-kit 0.4.0 to 0.5.1.
 */
import { limitsOf, valueOr } from '../../config/limits';
import { insertEntry } from '../../document/edits/edit';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const zeroLimit: ApplicationRule = {
  id: 'zero-limit',
  stage: 'request',
  severity: 'error',
  versions: { since: '0.4.0' },
  reads: [
    'import_path',
    'args.queue_config.enabled',
    'args.queue_config.rps_limit',
    'args.queue_config.tps_limit',
  ],

  *checkApplication({ application, document }) {
    if (application.kind?.value !== 'model' && application.kind?.value !== 'sampler') return;
    const { queue } = limitsOf(application);
    if (valueOr(queue.enabled, true) !== true) return;
    for (const [name, field] of [
      ['rps_limit', queue.requestsPerSecond],
      ['tps_limit', queue.tokensPerSecond],
    ] as const) {
      if (field?.value !== 0) continue;
      const { node, enabled } = queue;
      yield {
        message:
          name === 'rps_limit'
            ? text('`{0}: 0` does not mean "no limit": every request exceeds it and is refused.', name)
            : text(
                '`{0}: 0` does not mean "no limit": every request that has tokens exceeds it and is refused.',
                name,
              ),
        ...placeOf(application, field),
        fixes: () => {
          const edits =
            node && enabled === undefined && isOwn(application, node)
              ? insertEntry(document, node, 'enabled', 'false')
              : undefined;
          return edits === undefined
            ? []
            : [{ title: text('Turn the limits off: `enabled: false`'), edits, preferred: false }];
        },
      };
    }
  },
};
