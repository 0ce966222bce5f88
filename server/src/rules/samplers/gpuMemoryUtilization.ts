/**
 * `gpu_memory_utilization` is the share of a GPU's memory that vLLM takes: above 0 and at most 1.
 * Source: vLLM `CacheConfig` (vllm/config/cache.py), to which twinkle/sampler/vllm_sampler/vllm_engine.py hands the
 * number as it is, twinkle-kit 0.5.1.
 */
import { limitsOf } from '../../config/limits';
import { text } from '../../text/text';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const gpuMemoryUtilization: ApplicationRule = {
  id: 'gpu-memory-utilization',
  stage: 'replica',
  severity: 'error',
  reads: ['import_path', 'args.sampler_type', 'args.engine_args.gpu_memory_utilization'],

  *checkApplication({ application, document }) {
    const { kind, args } = application;
    if (kind?.value !== 'sampler' || args?.samplerType?.value !== 'vllm') return;
    const { node, memoryShare: field } = limitsOf(application).engine;
    const share = field?.value;
    if (field === undefined || share === undefined || (share > 0 && share <= 1)) return;
    const isPercentage = share > 1 && share <= 100;
    yield {
      message: text(
        'The share of the GPU memory must be above 0 and at most 1, not {0}: vLLM refuses it while the replica starts.',
        share,
      ),
      ...placeOf(application, field),
      fixes: () =>
        isPercentage && node !== undefined
          ? numberFix(document, application, {
              mapping: node,
              key: 'gpu_memory_utilization',
              field,
              value: share / 100,
            })
          : [],
    };
  },
};
