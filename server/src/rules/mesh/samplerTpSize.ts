/**
 * `tp_size` in the mesh of a sampler makes nothing parallel: vLLM splits its model over the GPUs that a worker sees,
 * which are `gpus_per_worker`. Where prompts still reach each worker once, nothing fails; the model just lies on another
 * number of GPUs than its author believes.
 * Source: twinkle/sampler/vllm_sampler/vllm_sampler.py (`tensor_parallel_size` of the visible devices), which reads the
 * mesh for nothing else than the shares of the prompts, twinkle-kit 0.1 to 0.5.1.
 */
import { deviceNameOf } from '../../config/devices';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Application } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import { text } from '../../text/text';
import { dimSize, sizeField } from '../../mesh/meshOptions';
import { removeOption } from '../fixes/meshFieldFixes';
import { meshKeys, meshSetup, type MeshSetup } from '../../mesh/meshSetup';
import { meshVerdict } from '../../mesh/meshVerdict';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';
import { workerGpusFix } from '../fixes/workerGpusFix';

export const samplerTpSize: ApplicationRule = {
  id: 'sampler-tp-size',
  stage: 'silent',
  severity: 'warning',
  consequenceOf: ['mesh-world-size', 'mesh-without-data', 'vllm-tp-fit'],
  reads: meshKeys,

  *checkApplication({ application, document, version }) {
    const setup = meshSetup(application);
    if (setup?.engine !== 'vllm') return;
    const tp = dimSize(setup, 'tp');
    if (tp < 2 || tp === setup.gpusPerWorker) return;
    yield {
      message: text(
        'vLLM splits its model over the {2}s of a worker (gpus_per_worker {0}), not over tp {1} of the mesh.',
        setup.gpusPerWorker,
        tp,
        deviceNameOf(application),
      ),
      ...placeOf(application, sizeField(setup, 'tp')),
      fixes: () => fixes(document, application, setup, tp, atLeast(version, '0.5.0')),
    };
  },
};

/** Both readings, each only where the prompts still reach each worker once. */
function fixes(
  document: ParsedDocument,
  application: Application,
  setup: MeshSetup,
  tp: number,
  strided: boolean,
): Fix[] {
  const { deviceMesh, mesh } = setup;
  const dims = mesh.dims.filter(({ name }) => name !== 'tp');
  const plain = { ...setup, mesh: { ...mesh, dims }, worldSize: setup.worldSize / tp };
  return [
    ...workerGpusFix(document, application, setup, tp, strided),
    ...(!deviceMesh.raw && meshVerdict(plain, strided) === undefined
      ? removeOption(document, application, deviceMesh, 'tp_size')
      : []),
  ];
}
