/** The applications of a configuration as people of each era wrote them. */
import type { Random } from '../../fuzz/random';
import { isAtLeast, type Era, type Mapping, type Value } from './value';

interface Wanted {
  readonly era: Era;
  readonly random: Random;
  /** `org/name`. */
  readonly model: string;
}

const chance = (random: Random, percent: number): boolean => random.below(100) < percent;
/** A part that is there or is not. */
const maybe = (random: Random, percent: number, part: Mapping): Mapping =>
  chance(random, percent) ? part : {};

const importPath = (kind: string, { era, random }: Wanted): string => {
  if (isAtLeast(era, '0.4') || !chance(random, 12)) return kind;
  return random.of([`build_${kind}_app`, `main:build_${kind}_app`]);
};

/** Routes had other forms in 0.1. */
function route(kind: string, { era, random, model }: Wanted): string {
  if (era === '0.1' && chance(random, 40)) return kind === 'processor' ? '/processors' : `/${kind}s/${model}`;
  return kind === 'processor' ? '/api/v1/processor' : `/api/v1/${kind}/${model}`;
}

export function gateway(models: readonly string[], wanted: Wanted): Mapping {
  const { era, random } = wanted;
  const limit =
    isAtLeast(era, '0.2') || chance(random, 50) ? 'per_token_model_limit' : 'per_token_adapter_limit';
  const items = models.map(name => (chance(random, 15) ? { model_name: name } : name));
  const args: Mapping = {
    ...maybe(random, 50, {
      server_config: {
        [limit]: random.of([3, 20, 30]),
        ...maybe(random, 30, { expiration_timeout: 43200, cleanup_interval: 1800 }),
      },
    }),
    ...(isAtLeast(era, '0.2') ? { supported_models: items } : {}),
  };
  return {
    name: random.of(['server', 'gateway', 'api']),
    route_prefix: '/api/v1',
    import_path: importPath('server', wanted),
    args: Object.keys(args).length === 0 && chance(random, 50) ? null : args,
    deployments: deployments('TinkerCompatServer', wanted, 128),
  };
}

export function model(wanted: Wanted): Mapping {
  const { era, random } = wanted;
  const count = random.of([1, 2, 4, 8]);
  const megatron = chance(random, 40);
  const isMock = isAtLeast(era, '0.4') && chance(random, 10);
  const backend: Mapping = isAtLeast(era, '0.4')
    ? { backend: isMock ? 'mock' : megatron ? 'megatron' : 'transformers' }
    : maybe(random, 85, { use_megatron: megatron });
  return {
    name: `models-${shortName(wanted.model)}`,
    route_prefix: route('model', wanted),
    import_path: importPath('model', wanted),
    args: {
      ...backend,
      model_id: modelId(wanted),
      ...(era === '0.2' || era === '0.3' ? maybe(random, 10, { mixed_precision: 'bf16' }) : {}),
      ...maybe(random, isAtLeast(era, '0.2') ? 60 : 0, { max_length: random.of([8192, 10240, 65536]) }),
      ...maybe(random, isAtLeast(era, '0.2') ? 50 : 0, { max_loras: random.of([1, 3, 5]) }),
      ...maybe(random, era === '0.5.1' ? 50 : 0, { train_mode: random.of(['lora', 'full']) }),
      nproc_per_node: count,
      device_group: group('model', count, wanted),
      device_mesh: mesh(count, megatron, wanted),
      ...maybe(random, 60, { queue_config: queue(wanted) }),
      ...maybe(random, 60, { adapter_config: adapters(wanted) }),
    },
    deployments: deployments('ModelManagement', wanted, 16),
  };
}

export function sampler(wanted: Wanted): Mapping {
  const { era, random } = wanted;
  const count = random.of([1, 2, 4]);
  const isWritten = isAtLeast(era, '0.4') || chance(random, 80);
  return {
    name: `sampler-${shortName(wanted.model)}`,
    route_prefix: route('sampler', wanted),
    import_path: importPath('sampler', wanted),
    args: {
      model_id: modelId(wanted),
      nproc_per_node: count,
      ...(isWritten ? { sampler_type: 'vllm' } : {}),
      engine_args: {
        max_model_len: random.of([4096, 32000]),
        gpu_memory_utilization: random.of([0.5, 0.7, 0.85]),
        enable_lora: true,
        ...maybe(random, 40, { max_loras: 5, max_lora_rank: 32 }),
        ...maybe(random, 20, { logprobs_mode: 'processed_logprobs' }),
      },
      device_group: group('sampler', count, wanted),
      device_mesh: mesh(count, false, wanted),
      ...maybe(random, 50, { queue_config: queue(wanted) }),
      ...maybe(random, isAtLeast(era, '0.4') ? 0 : 15, { adapter_config: { adapter_timeout: 1800 } }),
    },
    deployments: deployments('SamplerManagement', wanted, 16),
  };
}

export function processor(wanted: Wanted): Mapping {
  const { era, random } = wanted;
  const count = random.of([2, 4]);
  return {
    name: 'processor',
    route_prefix: route('processor', wanted),
    import_path: importPath('processor', wanted),
    args: {
      ...maybe(random, isAtLeast(era, '0.4') ? 0 : 40, { nproc_per_node: count }),
      ncpu_proc_per_node: count,
      device_group: { name: 'cpu', ranks: count, device_type: 'CPU' },
      device_mesh: { device_type: 'CPU', dp_size: count },
    },
    deployments: deployments('ProcessorManagement', wanted, 128),
  };
}

const shortName = (model: string): string => model.slice(model.lastIndexOf('/') + 1);
const modelId = ({ random, model }: Wanted): string => random.of([`ms://${model}`, `ms://${model}`, model]);

function group(name: string, count: number, { era, random }: Wanted): Mapping {
  const listed = chance(random, era === '0.1' ? 80 : 15);
  return {
    name,
    ranks: listed ? Array.from({ length: count }, (_, rank) => rank) : count,
    device_type: 'cuda',
    ...maybe(random, isAtLeast(era, '0.5.0') ? 20 : 0, { visible_devices: '0,1' }),
  };
}

function mesh(count: number, megatron: boolean, { era, random }: Wanted): Mapping {
  if (era === '0.1' && chance(random, 70)) {
    const ranks: Value = Array.from({ length: count }, (_, rank) => rank);
    return { device_type: 'cuda', mesh: ranks, mesh_dim_names: ['dp'] };
  }
  if (count < 4 || !chance(random, 50)) return { device_type: 'cuda', dp_size: count };
  return { device_type: 'cuda', dp_size: count / 2, [megatron ? 'pp_size' : 'fsdp_size']: 2 };
}

const queue = ({ era, random }: Wanted): Mapping => ({
  rps_limit: random.of([20, 100]),
  tps_limit: random.of([10000, 131072]),
  ...maybe(random, isAtLeast(era, '0.2') ? 50 : 0, { max_input_tokens: 10000 }),
});

const adapters = ({ era, random }: Wanted): Mapping => ({
  ...(era === '0.1'
    ? { [random.of(['per_token_adapter_limit', 'per_token_model_limit'])]: random.of([10, 30]) }
    : {}),
  adapter_timeout: random.of([120, 1800]),
  ...maybe(random, 40, { adapter_max_lifetime: 36000 }),
});

function deployments(name: string, { random }: Wanted, target: number): readonly Value[] {
  return [
    {
      name,
      ...maybe(random, 40, { max_ongoing_requests: 50 }),
      autoscaling_config: { min_replicas: 1, max_replicas: 1, target_ongoing_requests: target },
      ray_actor_options: {
        num_cpus: random.of([0.1, 1]),
        ...maybe(random, 40, {
          runtime_env: { env_vars: { TWINKLE_TRUST_REMOTE_CODE: '0', TWINKLE_LONG_POLL_TIMEOUT: '120' } },
        }),
      },
    },
  ];
}
