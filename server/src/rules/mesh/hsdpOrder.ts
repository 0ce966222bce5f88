/**
 * With fsdp and dp the mesh numbers its workers along dp first, while shares of the data are counted along fsdp first,
 * so worker 1 does not get the second share. Results come back in the order of the shares, so nothing is wrong.
 * Source: twinkle/utils/device_mesh.py `from_sizes`, `get_data_rank_from_global_rank`, `get_collect_ranks`, twinkle-kit
 * 0.5.1; the order is the same in 0.1 and later.
 */
import { text } from '../../text/text';
import { dimSize, sizeField } from '../../mesh/meshOptions';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const hsdpOrder: ApplicationRule = {
  id: 'hsdp-order',
  stage: 'silent',
  severity: 'hint',
  // It harms nobody but who reads the logs of single workers.
  optIn: true,
  consequenceOf: ['mesh-world-size'],
  reads: meshKeys,

  *checkApplication({ application }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'transformers' || setup.deviceMesh.raw) return;
    const [dp, fsdp] = [dimSize(setup, 'dp'), dimSize(setup, 'fsdp')];
    if (dp < 2 || fsdp < 2) return;
    yield {
      message: text(
        'With dp {0} × fsdp {1} the second worker gets share {2} of {3}, not the second: the mesh counts along dp first, the data along fsdp. Results come back in the order of the data.',
        dp,
        fsdp,
        fsdp + 1,
        dp * fsdp,
      ),
      ...placeOf(application, sizeField(setup, 'fsdp')),
    };
  },
};
