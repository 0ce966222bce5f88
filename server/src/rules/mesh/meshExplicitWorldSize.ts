/**
 * `world_size` of a mesh is how many ranks it is cut from, and anything but 1 must be the product of the sizes:
 * `np.arange(world_size).reshape(sizes)`. Where it is left out, or 1, it is the product by itself.
 * Source: twinkle/utils/device_mesh.py `DeviceMesh.from_sizes`, twinkle-kit 0.1 to 0.5.1; for models, samplers and
 * processors alike.
 */
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Application } from '../../config/serverConfig';
import { text } from '../../text/text';
import { builderKeys, meshBuilder, type MeshBuilder } from '../../mesh/meshBuilder';
import { removeOption } from '../fixes/meshFieldFixes';
import { productOf, tuple, worldSizeField, writtenSizes, type WrittenSize } from '../../mesh/meshSizes';
import { factors } from '../../mesh/meshVerdict';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const meshExplicitWorldSize: ApplicationRule = {
  id: 'mesh-explicit-world-size',
  stage: 'replica',
  severity: 'error',
  reads: builderKeys,

  *checkApplication({ application, document }) {
    const built = meshBuilder(application);
    const sizes = built && writtenSizes(built.deviceMesh);
    const field = built && worldSizeField(built.deviceMesh);
    const worldSize = field?.value;
    if (built === undefined || sizes === undefined || worldSize === undefined) return;
    if (!Number.isInteger(worldSize) || worldSize === 1 || sizes.some(({ size }) => size < 1)) return;
    const product = productOf(sizes.map(({ size }) => size));
    if (product === worldSize) return;
    yield {
      message: text(
        'world_size {0}, but {1} = {2}: the mesh cannot be built, and the replica fails with "cannot reshape array of size {3} into shape {4}".',
        worldSize,
        factors(sizes),
        product,
        Math.max(0, worldSize),
        tuple(sizes.map(({ size }) => size)),
      ),
      ...placeOf(application, field),
      fixes: () => fixes(document, application, built, sizes, worldSize),
    };
  },
};

/** Without it the product counts, which is certain to be meant unless the workers are as many as it says. */
function fixes(
  document: ParsedDocument,
  application: Application,
  { deviceMesh, workers }: MeshBuilder,
  sizes: readonly WrittenSize[],
  worldSize: number,
): Fix[] {
  const isMeant = workers === worldSize;
  const removal = removeOption(document, application, deviceMesh, 'world_size').map(fix => ({
    ...fix,
    preferred: !isMeant,
  }));
  const others = productOf(sizes.flatMap(({ name, size }) => (name === 'dp' ? [] : [size])));
  const value = worldSize / others;
  if (!isMeant || !Number.isInteger(value)) return removal;
  const { node: mapping, sizes: fields } = deviceMesh;
  return [
    ...removal,
    ...numberFix(document, application, { mapping, key: 'dp_size', field: fields.dp_size, value }),
  ];
}
