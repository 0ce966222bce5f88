/**
 * `pp_size` of a transformers model makes no pipeline: each of its ranks is a whole worker that gets the samples of the
 * first. With tp or cp, accelerate counts the processes without pp and refuses them while the replica starts:
 * `ParallelismConfig total_size (2) does not match num_processes (4)`.
 * Source: twinkle/model/transformers/strategy/accelerate.py `_parallelism_config_from_device_mesh`, which has no pp,
 * twinkle-kit 0.5.1, the same in 0.1 and later; accelerate/parallelism_config.py `_validate_accelerator`, 1.15.0.
 */
import { text, type Text } from '../../text/text';
import { dimSize, sizeField } from '../../mesh/meshOptions';
import { renameSize } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup, type MeshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';

export const transformersPp: ApplicationRule = {
  id: 'transformers-pp',
  stage: 'waste',
  severity: 'warning',
  consequenceOf: ['mesh-world-size', 'tp-cp-with-dp'],
  reads: meshKeys,

  *checkApplication({ application, document }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'transformers' || dimSize(setup, 'pp') < 2) return;
    const refused = refusal(setup);
    yield {
      ...(refused ?? { message: repetition(setup) }),
      ...placeOf(application, sizeField(setup, 'pp')),
      fixes: () => renameSize(document, application, setup, 'pp', 'fsdp'),
    };
  },
};

/** With tp or cp, accelerate counts the workers while the replica starts. */
function refusal(setup: MeshSetup): RuleVerdict | undefined {
  if (dimSize(setup, 'tp') === 1 && dimSize(setup, 'cp') === 1) return undefined;
  const total = ['dp', 'fsdp', 'tp', 'cp'].reduce((product, name) => product * dimSize(setup, name), 1);
  if (total === setup.workers) return undefined;
  return {
    stage: 'replica',
    severity: 'error',
    message: text(
      'The transformers backend has no pipeline: without pp the mesh has {0} {0|worker|workers}, but there {1|is|are} {1}, and accelerate refuses it while the replica starts.',
      total,
      setup.workers,
    ),
  };
}

function repetition(setup: MeshSetup): Text {
  return text(
    'The transformers backend has no pipeline: {0} {0|worker|workers} each train the whole model on the same samples.',
    dimSize(setup, 'pp'),
  );
}
