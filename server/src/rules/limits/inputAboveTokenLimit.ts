/**
 * The largest request that `max_input_tokens` allows is compared with `tps_limit` as a whole, so where it is larger, no
 * wait helps it.
 * Source: twinkle/server/utils/task_queue/{mixin,rate_limiter,config}.py, twinkle-kit 0.4.0 to 0.5.1.
 */
import { limitsOf, valueOr } from '../../config/limits';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const defaults = { maxInputTokens: 16_000, tokensPerSecond: 16_000 };

export const inputAboveTokenLimit: ApplicationRule = {
  id: 'input-above-token-limit',
  stage: 'request',
  severity: 'warning',
  versions: { since: '0.4.0' },
  consequenceOf: ['zero-limit'],
  reads: [
    'import_path',
    'args.queue_config.enabled',
    'args.queue_config.max_input_tokens',
    'args.queue_config.tps_limit',
  ],

  *checkApplication({ application }) {
    if (application.kind?.value !== 'model' && application.kind?.value !== 'sampler') return;
    const { queue } = limitsOf(application);
    if (valueOr(queue.enabled, true) !== true) return;
    const input = valueOr(queue.maxInputTokens, defaults.maxInputTokens);
    const limit = valueOr(queue.tokensPerSecond, defaults.tokensPerSecond);
    if (input === undefined || limit === undefined || input <= limit) return;
    yield {
      message: text(
        'A request may have {0} {0|token|tokens} (`max_input_tokens`), but a request of more than {1} {1|token|tokens} (`tps_limit`) is always refused: "TPS limit exceeded".',
        input,
        limit,
      ),
      ...placeOf(application, queue.tokensPerSecond ?? queue.maxInputTokens),
    };
  },
};
