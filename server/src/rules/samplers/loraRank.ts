/**
 * Models train adapters of a rank up to 32; a sampler whose `max_lora_rank` is smaller cannot load them.
 * Source: twinkle/model/multi_lora.py (`max_r` 32, which a file cannot change), twinkle-kit 0.4.0 to 0.5.1; vLLM's
 * default of `max_lora_rank` is 16, but the sampler sets 32 where nothing is written (vllm_engine.py).
 */
import { limitsOf } from '../../config/limits';
import { replaceValue } from '../../document/edits/edit';
import { text } from '../../text/text';
import { ofEach } from '../engine/ofEach';
import { isOwn, placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

const trainedRank = 32;

/** The engine raises what is written to vLLM's next step (`get_vllm_max_lora_rank`), and from here on that is 32. */
const lowerStep = 16;

export const loraRank: FileRule = {
  id: 'lora-rank',
  stage: 'request',
  severity: 'warning',
  versions: { since: '0.4.0' },
  reads: ofEach([
    'import_path',
    'args.backend',
    'args.sampler_type',
    'args.engine_args.enable_lora',
    'args.engine_args.max_lora_rank',
  ]),

  *checkFile({ config, document }) {
    const trains = config.applications.some(
      ({ kind, args }) =>
        kind?.value === 'model' && args?.backend?.value !== undefined && args.backend.value !== 'mock',
    );
    if (!trains) return;
    for (const application of config.applications) {
      if (application.kind?.value !== 'sampler' || application.args?.samplerType?.value !== 'vllm') continue;
      const { enableLora, maxLoraRank } = limitsOf(application).engine;
      const rank = maxLoraRank?.value;
      if (enableLora?.value !== true || maxLoraRank === undefined) continue;
      if (rank === undefined || rank > lowerStep) continue;
      yield {
        message: text(
          'Models train adapters of a rank up to {0}; this sampler loads those up to {1} and refuses the others.',
          trainedRank,
          rank,
        ),
        ...placeOf(application, maxLoraRank),
        fixes: () =>
          isOwn(application, maxLoraRank)
            ? [
                {
                  title: text("Change '{0}' to {1}", 'max_lora_rank', trainedRank),
                  edits: replaceValue(document, maxLoraRank.node, String(trainedRank)),
                  preferred: true,
                },
              ]
            : [],
      };
    }
  },
};
