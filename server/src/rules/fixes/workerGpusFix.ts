/** The fix that gives each worker of a sampler another number of GPUs, and its mesh as many shares as there are workers. */
import type { Application } from '../../config/serverConfig';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { meshWorldSize } from '../../mesh/dataDispatch';
import { dimSize } from '../../mesh/meshOptions';
import type { MeshSetup } from '../../mesh/meshSetup';
import { meshVerdict } from '../../mesh/meshVerdict';
import { numberFix } from './numberFix';

/** Nothing where the ranks cannot be shared out so, or the mesh cannot follow by its dp alone. */
export function workerGpusFix(
  document: ParsedDocument,
  application: Application,
  setup: MeshSetup,
  gpusPerWorker: number,
  strided: boolean,
): Fix[] {
  const { group, ranks, deviceMesh } = setup;
  if (ranks % gpusPerWorker !== 0) return [];
  const workers = ranks / gpusPerWorker;
  const changed = { ...setup, gpusPerWorker, workers };
  const key = 'gpus_per_worker';
  const grown = numberFix(document, application, {
    mapping: group.node,
    key,
    field: group.gpusPerWorker,
    value: gpusPerWorker,
  });
  if (meshVerdict(changed, strided) === undefined) return grown;
  const dp = workers / dimSize(setup, 'fsdp');
  const dims = setup.mesh.dims.map(dim => (dim.name === 'dp' ? { ...dim, size: dp } : dim));
  const mesh = { ...setup.mesh, dims };
  const fits = meshVerdict({ ...changed, mesh, worldSize: meshWorldSize(mesh) }, strided) === undefined;
  if (deviceMesh.raw || !Number.isInteger(dp) || !fits) return [];
  const followed = numberFix(document, application, {
    mapping: deviceMesh.node,
    key: 'dp_size',
    field: deviceMesh.sizes.dp_size,
    value: dp,
  });
  return grown.flatMap(({ edits }) =>
    followed.map(follow => ({
      title: text('Change {0} to {1} and dp_size to {2}', key, gpusPerWorker, dp),
      edits: [...edits, ...follow.edits],
      preferred: false,
    })),
  );
}
