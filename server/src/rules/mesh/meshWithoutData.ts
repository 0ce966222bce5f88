/**
 * A mesh with `mesh_dim_names` but without `dp`: the number of data shares is that of dp, times fsdp, and a dimension
 * that is not there counts as 0. The first batch is then divided by 0. Megatron refuses such a mesh before, if it has
 * more than one rank.
 * Source: twinkle/utils/device_mesh.py `_get_world_size_for_dim`, `data_world_size`, `get_slice`, twinkle-kit 0.1 to
 * 0.5.1. The data sets of a processor have a mesh of their own, so it is no matter there.
 */
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { replaceValue } from '../../document/edits/edit';
import type { Application } from '../../config/serverConfig';
import { Reader } from '../../config/reader';
import { text } from '../../text/text';
import { builderKeys, meshBuilder } from '../../mesh/meshBuilder';
import { productOf } from '../../mesh/meshSizes';
import { isOwn, placeOf } from '../engine/place';
import { rawMesh, rawSize, type RawMesh } from '../../mesh/rawMesh';
import type { ApplicationRule } from '../engine/rule';

export const meshWithoutData: ApplicationRule = {
  id: 'mesh-without-data',
  stage: 'request',
  severity: 'error',
  consequenceOf: ['mesh-dim-names'],
  reads: builderKeys,

  *checkApplication({ application, document }) {
    const built = meshBuilder(application);
    const raw = built && rawMesh(built.deviceMesh);
    if (built === undefined || raw === undefined || built.builder === 'processor') return;
    if (raw.shape === 'ragged' || raw.shape.length !== raw.dimNames.length) return;
    const data = rawSize(raw, 'dp');
    if (data !== undefined && data > 0) return;
    if (built.builder === 'megatron' && productOf(raw.shape) > 1) return;
    const { node, path } = built.deviceMesh;
    const field = new Reader(node, path).field(data === undefined ? 'mesh_dim_names' : 'mesh', each => each);
    yield {
      message:
        data === undefined
          ? text(
              'Without a dimension `dp`, even if it is 1, the data has no shares: the first batch fails with a ZeroDivisionError.',
            )
          : text(
              'This mesh is empty, so the data has no shares: the first batch fails with a ZeroDivisionError.',
            ),
      ...placeOf(application, field),
      fixes: () => (data === undefined ? withData(document, application, raw) : []),
    };
  },
};

/** The same mesh with a dimension around it. Only for lists in brackets, which can be written within others. */
function withData(
  document: ParsedDocument,
  application: Application,
  { mesh, names, dimNames }: RawMesh,
): Fix[] {
  if (mesh.kind !== 'sequence' || !mesh.flow || !names.flow) return [];
  if (!isOwn(application, mesh) || !isOwn(application, names)) return [];
  const list = ['dp', ...dimNames].join(', ');
  return [
    {
      title: text('Add an outer dimension `dp` of 1 to the mesh'),
      edits: [
        ...replaceValue(document, mesh, `[${document.text.slice(mesh.span.start, mesh.span.end)}]`),
        ...replaceValue(document, names, `[${list}]`),
      ],
      preferred: true,
    },
  ];
}
