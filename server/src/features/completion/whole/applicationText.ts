/** The text of a whole application as a snippet: what a launch needs, in the order in which people write it. */
import type { ApplicationKind } from '../../../protocol';
import type { Hardware } from '../likely/hardware';
import { choice, literal, placeholder } from '../snippet';

export interface Sizes {
  /** Devices, or processes of what runs on CPUs. */
  readonly count: number;
  /** What models and samplers run on; without devices they are mocks. */
  readonly hardware: Hardware;
  /** Number of the first place to fill in, above 1, so that two applications can stand in one snippet. */
  readonly firstPlace?: number;
}

export interface Naming extends Sizes {
  /** Prefix of the gateway's routes. */
  readonly prefix: string;
  /** Name of the model. */
  readonly model: string;
  /** Names that other applications have. */
  readonly taken: ReadonlySet<string>;
  /** Names of models that have an application. */
  readonly served: readonly string[];
}

/** Where no file names a model. */
export const usualModel = 'Qwen/Qwen3.5-4B';

/** The usual value of `device_type`. */
export const deviceTypes = { gpu: 'cuda', npu: 'npu', none: 'CPU' } as const;

const deploymentNames: Readonly<Record<ApplicationKind, string>> = {
  server: 'GatewayServer',
  model: 'ModelManagement',
  sampler: 'SamplerManagement',
  processor: 'ProcessorManagement',
};

/** An item of a list at column 0, with its dash. */
export function application(kind: ApplicationKind, naming: Naming): string {
  const first = naming.firstPlace ?? 2;
  const name = placeholder(first, freeName(kind, naming));
  // Two applications in one snippet share the place of the model's name, which comes first.
  const model = placeholder(1, naming.model);
  const routes: Readonly<Record<ApplicationKind, string>> = {
    server: literal(naming.prefix),
    model: `${literal(naming.prefix)}/model/${model}`,
    sampler: `${literal(naming.prefix)}/sampler/${model}`,
    processor: `${literal(naming.prefix)}/processor`,
  };
  const args = argumentLines(kind, naming, { first, name, model });
  return itemLines(kind, { name, prefix: routes[kind], args }).join('\n');
}

export interface ItemParts {
  readonly name: string;
  readonly prefix: string;
  readonly args: readonly string[];
  /** `max_ongoing_requests`. */
  readonly requests?: number;
}

/** The lines of an application as an item of a list at column 0. */
export function itemLines(kind: ApplicationKind, { name, prefix, args, requests }: ItemParts): string[] {
  return [
    `- name: ${name}`,
    `  route_prefix: ${prefix}`,
    `  import_path: ${kind}`,
    '  args:',
    ...args.map(line => `    ${line}`),
    ...deploymentLines(kind, requests).map(line => `  ${line}`),
  ];
}

interface Places {
  readonly first: number;
  readonly name: string;
  readonly model: string;
}

function argumentLines(kind: ApplicationKind, naming: Naming, { first, name, model }: Places): string[] {
  const count = placeholder(first + 1, String(Math.max(1, naming.count)));
  const deviceType = deviceTypes[kind === 'processor' ? 'none' : naming.hardware];
  const isMock = naming.hardware === 'none';
  const group = [
    'device_group:',
    `  name: ${name}`,
    `  ranks: ${count}`,
    `  device_type: ${deviceType}`,
    'device_mesh:',
    `  device_type: ${deviceType}`,
    `  dp_size: ${count}`,
  ];
  switch (kind) {
    case 'server': {
      const names = naming.served.length > 0 ? naming.served.map(literal) : [model];
      return ['supported_models:', ...names.map(each => `  - ${each}`)];
    }
    case 'model':
      return [
        `backend: ${isMock ? 'mock' : choice(first + 2, ['transformers', 'megatron'])}`,
        `model_id: ms://${model}`,
        `nproc_per_node: ${count}`,
        ...group,
      ];
    case 'sampler':
      return [
        `sampler_type: ${isMock ? 'mock' : 'vllm'}`,
        `model_id: ms://${model}`,
        `nproc_per_node: ${count}`,
        ...group,
        ...(isMock ? [] : engineLines(first + 2)),
      ];
    case 'processor':
      return [`ncpu_proc_per_node: ${count}`, ...group];
  }
}

function engineLines(first: number): string[] {
  return [
    'engine_args:',
    '  enable_lora: true',
    `  max_model_len: ${placeholder(first, '16000')}`,
    `  gpu_memory_utilization: ${placeholder(first + 1, '0.7')}`,
  ];
}

/** The lines of `deployments` with which an application starts: one replica, which takes a tenth of a CPU. */
export function deploymentLines(kind: ApplicationKind, requests = 16): string[] {
  return [
    'deployments:',
    `  - name: ${deploymentNames[kind]}`,
    `    max_ongoing_requests: ${requests}`,
    '    autoscaling_config:',
    '      min_replicas: 1',
    '      max_replicas: 1',
    '    ray_actor_options:',
    '      num_cpus: 0.1',
  ];
}

function freeName(kind: ApplicationKind, { taken, model }: Naming): string {
  if (!taken.has(kind)) return kind;
  const long = `${kind}-${model.slice(model.lastIndexOf('/') + 1)}`;
  let number = 2;
  while (taken.has(number === 2 ? long : `${long}-${number}`)) number += 1;
  return number === 2 ? long : `${long}-${number}`;
}
