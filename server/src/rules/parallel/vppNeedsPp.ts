/**
 * Virtual pipeline stages without a pipeline: `RuntimeError: pipeline-model-parallel size should be greater than 1 with
 * interleaved schedule`. A size of 0 or 1 counts as none.
 * Source: twinkle/model/megatron/strategy/megatron.py `MegatronStrategy.__init__`, twinkle-kit 0.5.1, the same in 0.2.0
 * and later; megatron/core/parallel_state.py `initialize_model_parallel`, megatron-core 0.12.0 and 0.15.3.
 */
import { text } from '../../text/text';
import { dimSize, meshOption } from '../../mesh/meshOptions';
import { removeOption } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const vppNeedsPp: ApplicationRule = {
  id: 'vpp-needs-pp',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.2.0' },
  reads: meshKeys,

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'megatron') return;
    const field = meshOption(setup.deviceMesh, 'vpp_size');
    if (field?.value === undefined || field.value < 2 || dimSize(setup, 'pp') > 1) return;
    yield {
      message: text(
        'vpp_size {0} divides the stages of a pipeline, but pp is 1: Megatron refuses it while the replica starts.',
        field.value,
      ),
      ...placeOf(application, field),
      fixes: () => removeOption(document, application, setup.deviceMesh, 'vpp_size'),
    };
  },
};
