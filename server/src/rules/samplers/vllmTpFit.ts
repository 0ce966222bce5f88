/**
 * vLLM splits a model over `tensor_parallel_size` × `pipeline_parallel_size` GPUs, in one process that sees
 * `gpus_per_worker` of them. Left out, the first is as many as it sees.
 * Source: twinkle/sampler/vllm_sampler/{vllm_sampler,vllm_engine}.py and twinkle/infra/_ray/ray_helper.py
 * (CUDA_VISIBLE_DEVICES of a worker), twinkle-kit 0.1 to 0.5.1. What vLLM does with more than it sees, its version
 * decides, so that is a warning; another executor or data parallelism of vLLM's own is left to those who know.
 */
import { deviceNameOf } from '../../config/devices';
import type { Application } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import { limitsOf } from '../../config/limits';
import type { Fix } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { meshSetup } from '../../mesh/meshSetup';
import { placeOf } from '../engine/place';
import { removal } from '../fixes/removal';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';
import { workerGpusFix } from '../fixes/workerGpusFix';

const elsewhere = ['distributed_executor_backend', 'data_parallel_size'];

export const vllmTpFit: ApplicationRule = {
  id: 'vllm-tp-fit',
  stage: 'replica',
  severity: 'warning',
  consequenceOf: ['gpus-per-worker-divides'],
  reads: [
    'import_path',
    'args.sampler_type',
    'args.device_group.device_type',
    'args.device_group.gpus_per_worker',
    'args.engine_args',
  ],

  *checkApplication({ application, document, version }) {
    const { kind, args } = application;
    const group = args?.deviceGroup;
    if (kind?.value !== 'sampler' || args?.samplerType?.value !== 'vllm' || group === undefined) return;
    const { node, tensorParallel, pipelineParallel } = limitsOf(application).engine;
    const perWorker = group.gpusPerWorker === undefined ? 1 : group.gpusPerWorker.value;
    if (node === undefined || perWorker === undefined || groupDevice(group) !== 'accelerator') return;
    if (node.entries.some(({ key }) => elsewhere.includes(String(key.value)))) return;
    const tp = tensorParallel === undefined ? perWorker : tensorParallel.value;
    const pp = pipelineParallel === undefined ? 1 : pipelineParallel.value;
    if (![tp, pp, perWorker].every(isCount) || tp === undefined || pp === undefined) return;
    if (tp * pp === perWorker) return;
    const sizes =
      pipelineParallel === undefined
        ? `tensor_parallel_size ${tp}`
        : `tensor_parallel_size ${tp} × pipeline_parallel_size ${pp} = ${tp * pp}`;
    yield {
      ...verdict(sizes, tp * pp, perWorker, deviceNameOf(application)),
      ...placeOf(application, tensorParallel ?? pipelineParallel),
      fixes: () =>
        fixes(document, application, node, { tp, pp, perWorker, strided: atLeast(version, '0.5.0') }),
    };
  },
};

function verdict(sizes: string, wanted: number, perWorker: number, device: string): RuleVerdict {
  return wanted > perWorker
    ? {
        message: text(
          '{0}, but a worker sees gpus_per_worker {1}: vLLM finds too few {2}s and does not start.',
          sizes,
          perWorker,
          device,
        ),
      }
    : {
        stage: 'waste',
        message: text(
          '{0}, but a worker has gpus_per_worker {1}: idle {3}s of each worker: {2}.',
          sizes,
          perWorker,
          perWorker - wanted,
          device,
        ),
      };
}

interface Sizes {
  readonly tp: number;
  readonly pp: number;
  readonly perWorker: number;
  readonly strided: boolean;
}

/** Both readings: as many as the worker has, or a worker that has as many. */
function fixes(
  document: ParsedDocument,
  application: Application,
  engine: MappingNode,
  { tp, pp, perWorker, strided }: Sizes,
): Fix[] {
  const written = engine.entries.some(({ key }) => key.value === 'tensor_parallel_size');
  const dropped =
    pp === 1
      ? removal(document, application, engine, 'tensor_parallel_size')
      : tp === perWorker
        ? removal(document, application, engine, 'pipeline_parallel_size')
        : [];
  const setup = meshSetup(application);
  // What is not written grows with the worker.
  if (!written || setup === undefined) return dropped;
  return [...dropped, ...workerGpusFix(document, application, setup, tp * pp, strided)];
}

function isCount(value: number | undefined): boolean {
  return value !== undefined && Number.isInteger(value) && value > 0;
}
