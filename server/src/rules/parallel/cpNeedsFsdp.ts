/**
 * Of a transformers model, cp without fsdp: accelerate raises ``ValueError: `cp_size > 1` specified in the
 * `parallelism_config`, but no `fsdp_plugin` was provided`` while the replica starts, for Twinkle makes one only where the
 * mesh has an fsdp other than 1.
 * Source: twinkle/model/transformers/strategy/accelerate.py `_parallelism_config_from_device_mesh`,
 * `_fsdp_config_from_device_mesh`, twinkle-kit 0.5.1, the same in 0.4.0; accelerate/state.py `AcceleratorState.__init__`,
 * accelerate 1.15.0, where ACCELERATE_ALLOW_CP_STANDALONE lifts it.
 */
import { environmentOf } from '../../config/replicaOptions';
import { text } from '../../text/text';
import { dimSize, sizeField } from '../../mesh/meshOptions';
import { renameSize } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

/** Devices for which accelerate looks at it. */
const devices = ['CUDA', 'GPU', 'NPU'];

export const cpNeedsFsdp: ApplicationRule = {
  id: 'cp-needs-fsdp',
  stage: 'replica',
  severity: 'error',
  versions: { since: '0.4.0' },
  consequenceOf: ['mesh-world-size', 'transformers-pp'],
  reads: [...meshKeys, 'args.device_group.device_type', 'deployments'],

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'transformers') return;
    const cp = dimSize(setup, 'cp');
    // Beside dp it is refused before: tp-cp-with-dp.
    if (cp < 2 || dimSize(setup, 'fsdp') > 1 || dimSize(setup, 'dp') > 1) return;
    if (!devices.includes(setup.group.deviceType?.value?.toUpperCase() ?? '')) return;
    if (environmentOf(application).some(({ name }) => name === 'ACCELERATE_ALLOW_CP_STANDALONE')) return;
    yield {
      message: text(
        'cp {0} without fsdp: accelerate also requires sharded weights, and refuses it while the replica starts: no `fsdp_plugin` was provided.',
        cp,
      ),
      ...placeOf(application, sizeField(setup, 'cp')),
      fixes: () => renameSize(document, application, setup, 'cp', 'fsdp'),
    };
  },
};
