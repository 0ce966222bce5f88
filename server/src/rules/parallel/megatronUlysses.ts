/**
 * Ulysses is of the transformers backend. Megatron does not know of it, but batches are cut into fewer slices all the
 * same, so that several data ranks get the same one.
 * Source: twinkle/utils/device_mesh.py `data_world_size`, `get_data_rank_from_global_rank`; nothing in
 * twinkle/model/megatron reads `ulysses_size`; twinkle-kit 0.5.1, the same in 0.1 and later.
 */
import { text } from '../../text/text';
import { atLeast } from '../../config/version';
import { dispatch } from '../../mesh/dataDispatch';
import { meshOption } from '../../mesh/meshOptions';
import { removeOption } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const megatronUlysses: ApplicationRule = {
  id: 'megatron-ulysses',
  stage: 'silent',
  severity: 'warning',
  consequenceOf: ['mesh-world-size', 'ulysses-divides'],
  reads: meshKeys,

  *checkApplication({ application, document, version }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'megatron' || setup.mesh.ulysses < 2) return;
    const { mesh, workers } = setup;
    const share = dispatch(mesh, workers, atLeast(version, '0.5.0'));
    if (share === undefined) return;
    yield {
      message: text(
        'The megatron backend has no ulysses, but batches are split as if it had: each slice silently goes to {0} data ranks.',
        mesh.ulysses,
      ),
      ...placeOf(application, meshOption(setup.deviceMesh, 'ulysses_size')),
      fixes: () => removeOption(document, application, setup.deviceMesh, 'ulysses_size'),
    };
  },
};
