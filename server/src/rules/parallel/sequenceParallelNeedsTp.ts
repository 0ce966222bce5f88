/**
 * Megatron's sequence parallelism without tensor parallelism: `ValueError: Cannot use sequence parallelism without
 * tensor parallelism`.
 * Source: twinkle/model/megatron/strategy/megatron.py `get_model_config`, twinkle-kit 0.5.1, the same in 0.2.0 and
 * later; megatron/core/model_parallel_config.py `__post_init__`, megatron-core 0.12.0 and 0.15.3.
 */
import { text } from '../../text/text';
import { dimSize, sequenceParallel } from '../../mesh/meshOptions';
import { removeOption } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const sequenceParallelNeedsTp: ApplicationRule = {
  id: 'sequence-parallel-needs-tp',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.2.0' },
  reads: meshKeys,

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'megatron') return;
    const field = sequenceParallel(setup.deviceMesh);
    if (field?.value !== true || dimSize(setup, 'tp') > 1) return;
    yield {
      message: text(
        'sequence_parallel splits the sequence over the workers of tp, but tp is 1: Megatron refuses it while the replica starts.',
      ),
      ...placeOf(application, field),
      fixes: () => removeOption(document, application, setup.deviceMesh, 'sequence_parallel'),
    };
  },
};
