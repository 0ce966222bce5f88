/**
 * The queue takes what the model then refuses: `max_input_tokens` counts one request, `max_length` the samples that one
 * worker gets of it, so a request between the two depends on how it is shared.
 * Source: twinkle/model/multi_lora.py `check_length`, twinkle/server/utils/task_queue/config.py, twinkle-kit 0.5.1.
 */
import { limitsOf, valueOr } from '../../config/limits';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const defaults = { maxInputTokens: 16_000, maxLength: 8192 };

export const inputAboveLength: ApplicationRule = {
  id: 'input-above-length',
  stage: 'request',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: ['import_path', 'args.backend', 'args.max_length', 'args.queue_config.max_input_tokens'],

  *checkApplication({ application }) {
    const { kind, args } = application;
    if (kind?.value !== 'model' || args?.backend?.value !== 'transformers') return;
    const { queue, maxLength } = limitsOf(application);
    const isNull = maxLength?.node.kind === 'scalar' && maxLength.node.value === null;
    const length = isNull ? defaults.maxLength : valueOr(maxLength, defaults.maxLength);
    const input = valueOr(queue.maxInputTokens, defaults.maxInputTokens);
    // What nobody wrote is no choice that could be mistaken.
    const isWritten = maxLength !== undefined || queue.maxInputTokens !== undefined;
    if (!isWritten || length === undefined || input === undefined || input <= length) return;
    yield {
      message: text(
        'The queue takes requests of {0} {0|token|tokens} (`max_input_tokens`), of which a worker takes {1} (`max_length`): a longer share fails with "Max length exceeds {1}".',
        input,
        length,
      ),
      ...placeOf(application, maxLength ?? queue.maxInputTokens),
    };
  },
};
