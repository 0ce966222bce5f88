/**
 * Server configurations of any size, valid for twinkle-kit 0.5.1 and shaped like those that people write: one gateway,
 * models and samplers in pairs, one processor, a comment here and there. Deterministic, so runs can be compared.
 */

/** Sizes of the benchmark, in applications: a usual file, a large one, and the largest that the loader still takes. */
export const benchmarkSizes = [4, 33, 125] as const;

interface Service {
  readonly name: string;
  readonly model: string;
  /** Number of the pair, from 0: values vary with it, so that no two applications are alike. */
  readonly index: number;
}

const backends = ['transformers', 'megatron'] as const;
const families = ['Qwen/Qwen3.5', 'Qwen/Qwen3.6', 'moonshotai/Moonlight', 'deepseek-ai/DeepSeek-V4'] as const;
const ranks = [1, 2, 4, 8] as const;

/** Text of a configuration with `applications` applications, at least four. */
export function generateConfig(applications: number): string {
  if (applications < 4)
    throw new RangeError(`${applications} applications: a gateway, a pair and a processor are four`);
  const services = applications - 2;
  const pairs = Array.from({ length: Math.ceil(services / 2) }, (_, index): Service => serviceOf(index));
  return [
    ...head(),
    ...gateway(pairs),
    ...pairs.flatMap((pair, index) =>
      2 * index + 1 < services ? [...model(pair), ...sampler(pair)] : model(pair),
    ),
    ...processor(),
    '',
  ].join('\n');
}

function serviceOf(index: number): Service {
  const model = `${pick(families, index)}-${index + 1}B`;
  return { name: model.slice(model.indexOf('/') + 1), model, index };
}

function head(): string[] {
  return [
    '# Twinkle server of the shared cluster.',
    '#',
    '# Each pair of a model and a sampler serves one base model: clients train adapters on the first and sample from',
    '# the second. Every group of GPUs has a Ray node of its own, since two groups on one node would use the same',
    '# cards. Before a change is merged, the file is checked; after it, the server is launched anew, which drops the',
    '# sessions of all clients, so announce it.',
    '#',
    '# To add a base model: copy a pair, rename it in all five places, and add its name to supported_models. Ranks are',
    '# counts of GPUs, not numbers of cards: which cards a group gets is decided by the Ray node that it lands on. The',
    '# product of the mesh must be the number of workers, which is ranks divided by gpus_per_worker.',
    '#',
    '# Limits are for each token and each replica. A request that is longer than max_input_tokens is refused at once;',
    '# one that finds the queue full waits, and fails when it has waited for too long. Reading a checkpoint counts as',
    '# execution, which is why execution_timeout is far above its default.',
    '',
    'proxy_location: EveryNode',
    '',
    'http_options:',
    '  host: 0.0.0.0 # behind the reverse proxy',
    '  port: 8000',
    '',
    '# Sessions and training runs outlive a restart of the server.',
    'persistence:',
    '  mode: redis',
    '  redis_url: redis://state:6379/0',
    '  key_prefix: shared',
    '',
    '# Metrics and traces go to the collector of the cluster.',
    'telemetry:',
    '  enabled: true',
    '  service_name: twinkle-shared',
    '  otlp_endpoint: http://collector:4317',
    '  export_interval_ms: 10000 # a tenth of the dashboard refresh',
    '',
    'applications:',
  ];
}

function gateway(pairs: readonly Service[]): string[] {
  return [
    '  # Gateway: clients come here, and it calls the others by their prefixes.',
    '  - name: server',
    '    route_prefix: /api/v1',
    '    import_path: server',
    '    args:',
    '      supported_models:',
    ...pairs.map(({ model }) => `        - ${model}`),
    ...deployment('GatewayServer', 50, []),
    '',
  ];
}

function model({ name, model, index }: Service): string[] {
  const size = pick(ranks, index);
  return [
    `  # Training of ${model}: LoRA adapters, up to five of them at a time, each in a slot of the base model.`,
    '  # The weights come from ModelScope on the first launch and from the cache of the node after that.',
    `  - name: model-${name}`,
    `    route_prefix: /api/v1/model/${model}`,
    '    import_path: model',
    '    args:',
    `      backend: ${pick(backends, index)}`,
    `      model_id: ms://${model}`,
    `      max_length: ${8192 + 1024 * (index % 8)} # tokens of a worker's slice`,
    '      max_loras: 5 # adapters that can be trained at the same time',
    ...group('model', size, 1),
    '      adapter_config:',
    '        adapter_timeout: 1800 # seconds without a request of the client',
    '        adapter_max_lifetime: 36000',
    ...queue(index, 8192),
    ...deployment('ModelManagement', 16, ['TWINKLE_TRUST_REMOTE_CODE: "0"', `TWINKLE_SEED: "${index}"`]),
    '',
  ];
}

function sampler({ name, model, index }: Service): string[] {
  const size = pick(ranks, index);
  return [
    `  # Sampling from ${model} and from the adapters trained above, with vLLM.`,
    '  # Two GPUs make one engine, where there are two; prompts are spread over the engines.',
    `  - name: sampler-${name}`,
    `    route_prefix: /api/v1/sampler/${model}`,
    '    import_path: sampler',
    '    args:',
    '      sampler_type: vllm',
    `      model_id: ms://${model}`,
    ...group('sampler', size, size > 1 ? 2 : 1),
    '      engine_args:',
    '        max_model_len: 16384 # prompt and answer together',
    `        gpu_memory_utilization: 0.${70 + (index % 20)} # weights and cache`,
    '        enable_lora: true # the adapters of the model above',
    ...queue(index, 8192),
    ...deployment('SamplerManagement', 16, ['TWINKLE_TRUST_REMOTE_CODE: "0"']),
    '',
  ];
}

function processor(): string[] {
  return [
    '  # Tokenization and templates, on CPUs',
    '  - name: processor',
    '    route_prefix: /api/v1/processor',
    '    import_path: processor',
    '    args:',
    '      ncpu_proc_per_node: 4',
    '      device_group:',
    '        name: processor',
    '        ranks: 4',
    '        device_type: CPU',
    '      device_mesh:',
    '        device_type: CPU',
    '        dp_size: 4',
    ...deployment('ProcessorManagement', 100, []),
  ];
}

/** A device group and a mesh of data parallel workers that fits it. */
function group(name: string, size: number, gpusPerWorker: number): string[] {
  return [
    `      nproc_per_node: ${size} # GPUs that each Ray node gives to the group`,
    '      device_group:',
    `        name: ${name}`,
    `        ranks: ${size} # GPUs`,
    `        gpus_per_worker: ${gpusPerWorker}`,
    '        device_type: cuda',
    '      device_mesh:',
    '        device_type: cuda',
    `        dp_size: ${size / gpusPerWorker} # as many as there are workers`,
  ];
}

function queue(index: number, maxInputTokens: number): string[] {
  return [
    '      queue_config:',
    '        rps_limit: 100 # requests a second, for each token',
    `        tps_limit: ${16_000 + 1000 * (index % 10)} # input tokens a second, likewise`,
    `        max_input_tokens: ${maxInputTokens}`,
    '        execution_timeout: 1800 # seconds',
  ];
}

function deployment(name: string, maxOngoingRequests: number, variables: readonly string[]): string[] {
  return [
    '    deployments:',
    `      - name: ${name}`,
    `        max_ongoing_requests: ${maxOngoingRequests}`,
    '        graceful_shutdown_timeout_s: 20',
    '        autoscaling_config:',
    '          min_replicas: 1',
    '          max_replicas: 1',
    '          target_ongoing_requests: 16',
    '        ray_actor_options:',
    '          num_cpus: 0.1',
    ...(variables.length > 0 ? ['          runtime_env:', '            env_vars:'] : []),
    ...variables.map(variable => `              ${variable}`),
  ];
}

function pick<T>(values: readonly [T, ...T[]], index: number): T {
  return values[index % values.length] ?? values[0];
}
