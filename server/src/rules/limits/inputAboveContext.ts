/**
 * The queue takes prompts that leave vLLM no room: prompt and answer together must fit in `max_model_len`.
 * Source: twinkle/server/utils/task_queue/{mixin,config}.py, twinkle-kit 0.5.1; vLLM's own check of a prompt's length.
 */
import { limitsOf, valueOr } from '../../config/limits';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const inputAboveContext: ApplicationRule = {
  id: 'input-above-context',
  stage: 'request',
  severity: 'hint',
  versions: { since: '0.4.0' },
  reads: [
    'import_path',
    'args.sampler_type',
    'args.queue_config.max_input_tokens',
    'args.engine_args.max_model_len',
  ],

  *checkApplication({ application }) {
    const { kind, args } = application;
    if (kind?.value !== 'sampler' || args?.samplerType?.value !== 'vllm') return;
    const { queue, engine } = limitsOf(application);
    const context = engine.maxModelLength?.value;
    const input = valueOr(queue.maxInputTokens, 16_000);
    if (context === undefined || input === undefined || input < context) return;
    // The default is larger than the contexts that people choose, and says nothing of what they meant.
    if (queue.maxInputTokens === undefined) return;
    yield {
      // A longer prompt fails for sure; one that just fits fails only where it is used to the full.
      ...(input > context && { severity: 'warning' }),
      message:
        input > context
          ? text(
              'The queue takes prompts of {0} {0|token|tokens} (`max_input_tokens`), but vLLM takes {1} with the answer (`max_model_len`): longer ones fail.',
              input,
              context,
            )
          : text(
              'A prompt of {0} {0|token|tokens} (`max_input_tokens`) fills `max_model_len`: no room is left for an answer.',
              input,
            ),
      ...placeOf(application, queue.maxInputTokens),
    };
  },
};
