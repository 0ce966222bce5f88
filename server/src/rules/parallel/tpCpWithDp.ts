/**
 * Of a transformers model, tp or cp beside dp without fsdp: accelerate raises `ValueError: Tensor/Context parallelism
 * (tp/cp_size > 1) cannot be used with pure data parallelism` while the replica starts.
 * Source: twinkle/model/transformers/strategy/accelerate.py `_parallelism_config_from_device_mesh`, twinkle-kit 0.5.1,
 * the same in 0.1 and later; accelerate/parallelism_config.py `__post_init__`, accelerate 1.15.0.
 */
import { text } from '../../text/text';
import { dimSize, sizeField } from '../../mesh/meshOptions';
import { renameSize } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const tpCpWithDp: ApplicationRule = {
  id: 'tp-cp-with-dp',
  stage: 'replica',
  severity: 'error',
  consequenceOf: ['mesh-world-size'],
  reads: meshKeys,

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'transformers') return;
    const dp = dimSize(setup, 'dp');
    const name = ['tp', 'cp'].find(each => dimSize(setup, each) > 1);
    if (name === undefined || dp < 2 || dimSize(setup, 'fsdp') > 1) return;
    yield {
      message: text(
        '{0} {1} with dp {2}: the transformers backend requires fsdp instead of dp here, and accelerate refuses it while the replica starts.',
        name,
        dimSize(setup, name),
        dp,
      ),
      ...placeOf(application, sizeField(setup, 'dp')),
      fixes: () => renameSize(document, application, setup, 'dp', 'fsdp'),
    };
  },
};
