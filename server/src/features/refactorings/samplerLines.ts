/** The text of a sampler that goes with a model. */
import { deploymentLines } from '../completion/whole/applicationText';

export interface SamplerSizes {
  /** GPUs in all. */
  readonly ranks: number;
  readonly perNode: number;
  /** GPUs of one engine. */
  readonly perWorker: number;
  /** YAML source. */
  readonly deviceType: string;
  /** The model trains adapters. */
  readonly hasAdapters: boolean;
  /** Adapters that the model trains at a time, where that is written. */
  readonly loras?: number;
  /** Tokens of the longest sample, where that is written. */
  readonly length?: number;
}

export interface Sampler extends SamplerSizes {
  /** YAML source, as the following two. */
  readonly name: string;
  readonly routePrefix: string;
  readonly modelId: string;
  readonly isMock: boolean;
}

/** An item of a list at column 0, with its dash. */
export function samplerLines(sampler: Sampler): string[] {
  const { name, ranks, perNode, perWorker, deviceType, isMock } = sampler;
  const split = perWorker > 1;
  return [
    `- name: ${name}`,
    `  route_prefix: ${sampler.routePrefix}`,
    '  import_path: sampler',
    '  args:',
    `    sampler_type: ${isMock ? 'mock' : 'vllm'}`,
    `    model_id: ${sampler.modelId}`,
    `    nproc_per_node: ${perNode}`,
    '    device_group:',
    `      name: ${name}`,
    `      ranks: ${ranks}`,
    `      device_type: ${deviceType}`,
    ...(split ? [`      gpus_per_worker: ${perWorker}`] : []),
    '    device_mesh:',
    `      device_type: ${deviceType}`,
    `      dp_size: ${ranks / perWorker}`,
    ...(split ? [`      tp_size: ${perWorker}`] : []),
    ...(isMock ? [] : engineLines(sampler)),
    ...deploymentLines('sampler').map(line => `  ${line}`),
  ];
}

function engineLines({ hasAdapters, loras, length }: Sampler): string[] {
  return [
    '    engine_args:',
    ...(hasAdapters ? ['      enable_lora: true'] : []),
    ...(hasAdapters && loras !== undefined ? [`      max_loras: ${loras}`] : []),
    `      max_model_len: ${length ?? 16_000}`,
    '      gpu_memory_utilization: 0.7',
  ];
}
