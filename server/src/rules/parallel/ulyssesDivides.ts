/**
 * Ulysses splits each share of the data again, so the shares (dp × fsdp) must be a multiple of it.
 * Source: twinkle/utils/device_mesh.py `DeviceMesh.data_world_size`, twinkle-kit 0.1.3 to 0.5.1, an assertion that is
 * met when the first batch is dispatched.
 */
import { text } from '../../text/text';
import { meshKeys, meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import { Reader } from '../../config/reader';
import type { ApplicationRule } from '../engine/rule';

export const ulyssesDivides: ApplicationRule = {
  id: 'ulysses-divides',
  stage: 'request',
  severity: 'error',
  reads: meshKeys,

  *checkApplication({ application }) {
    const setup = meshSetup(application);
    if (setup === undefined) return;
    const { ulysses, dims } = setup.mesh;
    const shares = dims
      .filter(({ name }) => name === 'dp' || name === 'fsdp')
      .reduce((product, { size }) => product * size, 1);
    if (ulysses <= 1 || shares % ulysses === 0) return;
    const { node, path } = setup.deviceMesh;
    yield {
      message: text(
        'dp × fsdp = {0} {0|share|shares} of the data cannot be split by ulysses_size {1}: the first request fails with "data_world_size: {0} cannot be divided by ulysses_size: {1}".',
        shares,
        ulysses,
      ),
      ...placeOf(application, new Reader(node, path).number('ulysses_size')),
    };
  },
};
