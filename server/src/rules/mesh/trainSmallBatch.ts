/**
 * A training request needs as many samples as the model has data ranks: `Batch size 1 must be >= data world size 4`; for
 * pairs, as with DPO, a multiple of twice as many.
 * Source: twinkle/server/utils/task_queue/mixin.py `_perform_preflight_checks`, twinkle-kit 0.2.1 to 0.5.1.
 */
import { text } from '../../text/text';
import { dataWorldSize } from '../../mesh/dataDispatch';
import { sizeField } from '../../mesh/meshOptions';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const trainSmallBatch: ApplicationRule = {
  id: 'train-small-batch',
  stage: 'request',
  severity: 'hint',
  versions: { since: '0.2.1' },
  // True of each model that is trained on several GPUs, and right for it.
  optIn: true,
  consequenceOf: ['mesh-world-size'],
  reads: meshKeys,

  *checkApplication({ application }) {
    const setup = meshSetup(application);
    if (setup === undefined || setup.engine === 'vllm') return;
    const shares = dataWorldSize(setup.mesh) ?? 1;
    if (shares < 2) return;
    yield {
      message: text(
        'Clients must send {0} {0|sample|samples} or more in a request: "Batch size 1 must be >= data world size {0}".',
        shares,
      ),
      ...placeOf(application, sizeField(setup, 'dp') ?? sizeField(setup, 'fsdp')),
    };
  },
};
