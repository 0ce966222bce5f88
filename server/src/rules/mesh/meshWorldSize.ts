/**
 * The device mesh must have as many ranks as there are workers, for Twinkle does not compare the two: the check is
 * commented out (twinkle/infra/__init__.py `_dispatch_args`, twinkle-kit 0.5.1), and what follows is a part of each
 * batch lost, or trained on by several workers, without a message. Only fsdp, pp, dp, cp and tp multiply; ep, etp,
 * ulysses and vpp do not (twinkle/utils/device_mesh.py `DeviceMesh.from_sizes`). A mock backend builds no mesh.
 */
import { deviceNameOf } from '../../config/devices';
import type { Application } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import type { Related } from '../../document/tree/finding';
import { text } from '../../text/text';
import { meshFixes } from '../fixes/meshFixes';
import { meshKeys, meshSetup, type MeshSetup } from '../../mesh/meshSetup';
import { meshVerdict } from '../../mesh/meshVerdict';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const meshWorldSize: ApplicationRule = {
  id: 'mesh-world-size',
  stage: 'silent',
  severity: 'error',
  // A mesh that is broken by itself is compared with nothing.
  consequenceOf: ['mesh-dim-names', 'mesh-size-positive', 'mesh-explicit-world-size', 'mesh-without-data'],
  reads: meshKeys,

  *checkApplication({ application, document, version }) {
    // The stride by which a worker finds its slice came with 0.5.0 (`_rank_stride`).
    const strided = atLeast(version, '0.5.0');
    const setup = meshSetup(application);
    if (setup === undefined || (!strided && isGroupedSampler(setup))) return;
    const verdict = meshVerdict(setup, strided);
    if (verdict === undefined) return;
    yield {
      ...verdict,
      ...placeOf(application, setup.group.ranks),
      related: [...multipliedSizes(application, setup), ...tensorParallelSampler(application, setup)],
      fixes: () => meshFixes(document, application, setup, strided),
    };
  },
};

/**
 * Before the stride, workers of several GPUs took the slices of the wrong ranks whatever their mesh said, the form of
 * today included, so there is nothing to tell an author of such a file.
 */
function isGroupedSampler({ engine, gpusPerWorker }: MeshSetup): boolean {
  return engine === 'vllm' && gpusPerWorker > 1;
}

/** People write `tp_size` for vLLM, which is parallel over the GPUs of its worker whatever the mesh says. */
function tensorParallelSampler(application: Application, setup: MeshSetup): Related[] {
  const tp = setup.mesh.dims.find(({ name }) => name === 'tp')?.size ?? 1;
  if (setup.engine !== 'vllm' || tp < 2 || tp === setup.gpusPerWorker) return [];
  return [
    {
      span: placeOf(application, setup.deviceMesh.sizes.tp_size).span,
      message: text(
        'vLLM splits its model over the {1}s of a worker, not over tp of the mesh: this requires `gpus_per_worker: {0}`.',
        tp,
        deviceNameOf(application),
      ),
    },
  ];
}

function multipliedSizes(application: Application, { deviceMesh }: MeshSetup): Related[] {
  return Object.values(deviceMesh.sizes)
    .filter(field => isOwn(application, field))
    .map(field => ({ span: field.span, message: text('This size multiplies the number of workers.') }));
}
