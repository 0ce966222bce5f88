/**
 * What accelerate, Megatron and vLLM refuse while a replica starts. None of them runs on a machine without cards, so
 * these exceptions are read in their sources: accelerate 1.15.0 (state.py, parallelism_config.py), megatron-core 0.15.3
 * (core/parallel_state.py, core/model_parallel_config.py), vLLM (config/cache.py), and
 * twinkle/model/megatron/strategy/megatron.py, twinkle/sampler/vllm_sampler/vllm_sampler.py, twinkle-kit 0.5.1.
 * The values come from findings alone, which know what the sizes mean together.
 */
import type { KnownFailure } from '../knownFailure';

export const ofEngines: readonly KnownFailure[] = [
  {
    says: /Tensor\/Context parallelism \(tp\/cp_size > 1\) cannot be used with pure data parallelism/,
    codes: ['tp-cp-with-dp'],
  },
  {
    says: /`cp_size > 1` specified in the `parallelism_config`, but no `fsdp_plugin` was provided/,
    codes: ['cp-needs-fsdp'],
  },
  {
    says: /ParallelismConfig total_size \(\d+\) does not match num_processes \(\d+\)/,
    codes: ['transformers-pp', 'mesh-world-size'],
  },
  {
    says: /world_size \(\d+\) is not divisible by /,
    codes: ['expert-parallel-divides', 'mesh-world-size'],
  },
  {
    says: /pipeline-model-parallel size should be greater than 1 with interleaved schedule/,
    codes: ['vpp-needs-pp'],
    suspects: [{ at: 'args.device_mesh.vpp_size' }],
  },
  {
    says: /Cannot use sequence parallelism without tensor parallelism/,
    codes: ['sequence-parallel-needs-tp'],
    suspects: [{ at: 'args.device_mesh.sequence_parallel' }],
  },
  {
    says: /^AssertionError \(assert self\.device_mesh\.(?:dp|tp|pp|cp)_(?:world_size|rank) == mpu\./,
    codes: ['megatron-mesh-dims'],
  },
  {
    says: /got multiple values for keyword argument '(?<key>model_id|model)'/,
    codes: ['engine-args-taken'],
    suspects: [{ at: 'args.engine_args.{key}' }],
  },
  {
    says: /GPU memory utilization must be |gpu_memory_utilization\b.*(?:less than|greater than)/i,
    codes: ['gpu-memory-utilization'],
    suspects: [{ at: 'args.engine_args.gpu_memory_utilization' }],
  },
  {
    says: /World size \(\d+\) is larger than the number of available GPUs/,
    codes: ['vllm-tp-fit'],
  },
];
