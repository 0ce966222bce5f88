/** The applications of a new configuration, each as lines of an item of a list at column 0. */
import { atLeast } from '../../config/version';
import { quoteIfNeeded } from '../../document/edits/edit';
import type { ApplicationKind, NewConfigAnswers } from '../../protocol';
import { deviceTypes, itemLines } from '../completion/whole/applicationText';
import type { ModelNames } from './modelNames';

/** What all applications of a file share. */
export interface Plan extends NewConfigAnswers {
  readonly version: string;
  readonly names: ModelNames;
}

const gateway = '/api/v1';
/** Clients hold requests open while they wait for an answer. */
const gatewayRequests = 50;

export function serverLines({ names }: Plan): string[] {
  const args = ['supported_models:', `  - ${quoteIfNeeded(names.served)}`];
  return item('server', gateway, args, gatewayRequests);
}

export function modelLines(plan: Plan): string[] {
  const { names, training, version, backend } = plan;
  const choice = atLeast(version, '0.4.0')
    ? `backend: ${backend}`
    : `use_megatron: ${String(backend === 'megatron')}`;
  return item('model', `${gateway}/model/${names.served}`, [
    choice,
    `model_id: ${quoteIfNeeded(names.id)}`,
    ...groupLines(plan, { name: 'model', cards: training, perWorker: 1 }),
  ]);
}

/** One engine over all its cards, so that a request of one prompt is answered, too. */
export function samplerLines(plan: Plan): string[] {
  const { names, backend, sampling } = plan;
  const engine = backend === 'mock' ? 'mock' : 'vllm';
  return item('sampler', `${gateway}/sampler/${names.served}`, [
    `sampler_type: ${engine}`,
    `model_id: ${quoteIfNeeded(names.id)}`,
    ...groupLines(plan, { name: 'sampler', cards: sampling, perWorker: sampling }),
    ...(engine === 'mock' ? [] : engineLines),
  ]);
}

/** The adapters of the model are loaded into the engine, as many at a time as the model trains, by its default. */
const engineLines = [
  'engine_args:',
  '  enable_lora: true',
  '  max_loras: 5',
  '  max_model_len: 16000',
  '  gpu_memory_utilization: 0.7',
];

export function processorLines({ version }: Plan): string[] {
  return item('processor', `${gateway}/processor`, [
    // Required up to 0.1, and of no effect.
    ...(atLeast(version, '0.2.0') ? [] : [`nproc_per_node: ${processes}`]),
    `ncpu_proc_per_node: ${processes}`,
    'device_group:',
    '  name: processor',
    `  ranks: ${processes}`,
    '  device_type: CPU',
    ...meshLines({ device: 'CPU', dp: processes, tp: 1 }),
  ]);
}

/** A node needs four CPUs for each. */
const processes = 1;

interface Group {
  readonly name: string;
  readonly cards: number;
  readonly perWorker: number;
}

function groupLines(plan: Plan, { name, cards, perWorker }: Group): string[] {
  const { backend, device } = plan;
  // A mock computes nothing, so one process on CPUs does.
  const isMock = backend === 'mock';
  const count = isMock ? 1 : cards;
  const split = isMock ? 1 : perWorker;
  const type = deviceTypes[isMock ? 'none' : device];
  return [
    ...(isMock ? [] : [`nproc_per_node: ${count}`]),
    'device_group:',
    `  name: ${name}`,
    `  ranks: ${count}`,
    ...(split > 1 ? [`  gpus_per_worker: ${split}`] : []),
    `  device_type: ${type}`,
    ...meshLines({ device: type, dp: count / split, tp: split }),
  ];
}

interface Mesh {
  readonly device: string;
  readonly dp: number;
  readonly tp: number;
}

function meshLines({ device, dp, tp }: Mesh): string[] {
  return [
    'device_mesh:',
    `  device_type: ${device}`,
    `  dp_size: ${dp}`,
    ...(tp > 1 ? [`  tp_size: ${tp}`] : []),
  ];
}

function item(kind: ApplicationKind, prefix: string, args: readonly string[], requests?: number): string[] {
  return itemLines(kind, {
    name: kind,
    prefix: quoteIfNeeded(prefix),
    args,
    ...(requests !== undefined && { requests }),
  });
}
