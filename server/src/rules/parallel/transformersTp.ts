/**
 * `tp_size` of a transformers model does not split it: Twinkle never gives transformers a `tp_plan`. With fsdp the ranks
 * of a tp group repeat each other; without, accelerate refuses the model at the first forward, with
 * `NotImplementedError: Model should undergo tensor parallel before passing it to accelerate.`
 * Source: twinkle/model/transformers/strategy/accelerate.py `_parallelism_config_from_device_mesh`, twinkle-kit 0.5.1;
 * accelerate/accelerator.py `prepare_model` and `_prepare_tp`, accelerate 1.15.0. The same in 0.1 and later.
 */
import { text } from '../../text/text';
import { dimSize, sizeField } from '../../mesh/meshOptions';
import { renameSize } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';

export const transformersTp: ApplicationRule = {
  id: 'transformers-tp',
  stage: 'request',
  severity: 'error',
  consequenceOf: ['mesh-world-size', 'tp-cp-with-dp', 'cp-needs-fsdp', 'transformers-pp'],
  reads: meshKeys,

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'transformers') return;
    const tp = dimSize(setup, 'tp');
    if (tp < 2) return;
    yield {
      ...verdict(tp, dimSize(setup, 'fsdp') > 1),
      ...placeOf(application, sizeField(setup, 'tp')),
      fixes: () => renameSize(document, application, setup, 'tp', 'fsdp'),
    };
  },
};

/** With fsdp the model trains all the same, and only devices are lost. */
function verdict(tp: number, isSharded: boolean): RuleVerdict {
  return isSharded
    ? {
        stage: 'waste',
        severity: 'warning',
        message: text(
          'The transformers backend has no tensor parallelism: {0} {0|worker|workers} each do the same work on the same samples.',
          tp,
        ),
      }
    : {
        message: text(
          'The transformers backend has no tensor parallelism: with tp {0} the first forward fails with "Model should undergo tensor parallel before passing it to accelerate".',
          tp,
        ),
      };
}
