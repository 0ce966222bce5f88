/** A whole configuration of an era, and the mistakes that people make in one. */
import type { Random } from '../../fuzz/random';
import { gateway, model, processor, sampler } from './applications';
import { isAtLeast, type Era, type Mapping, type Value } from './value';

const models = [
  'Qwen/Qwen3.5-4B',
  'Qwen/Qwen3-30B-A3B-Instruct-2507',
  'Qwen/Qwen2.5-0.5B-Instruct',
  'internlm/internlm3-8b',
  'team/own_model',
] as const;

/**
 * What an era's people wrote.
 * @param mistake number of one that is made in it, counted without an end; none where it is undefined
 */
export function content(era: Era, random: Random, mistake: number | undefined): Mapping {
  const count = random.of([1, 1, 1, 2, 3, 5]);
  const start = random.below(models.length);
  const names = Array.from({ length: count }, (_, at) => models[(start + at) % models.length] ?? models[0]);
  const wanted = { era, random, model: names[0] ?? models[0] };
  const hasGateway = random.below(100) < 90;
  const applications: Value[] = [
    ...(hasGateway ? [gateway(names, wanted)] : []),
    ...names.flatMap(name => {
      const each = { ...wanted, model: name };
      const kinds = random.of([['model'], ['model', 'sampler'], ['sampler', 'model']]);
      return kinds.map(kind => (kind === 'model' ? model(each) : sampler(each)));
    }),
    ...(random.below(100) < 45 ? [processor(wanted)] : []),
  ];
  const whole = { ...head(era, random), applications };
  return mistake === undefined ? whole : (mistakes[mistake % mistakes.length]?.(whole) ?? whole);
}

function head(era: Era, random: Random): Mapping {
  const isNew = isAtLeast(era, '0.4');
  const some = (percent: number, part: Mapping): Mapping => (random.below(100) < percent ? part : {});
  return {
    ...(era === '0.1' ? some(90, { server_type: random.of(['tinker', 'twinkle']) }) : {}),
    ...some(85, { proxy_location: random.of(['EveryNode', 'EveryNode', 'HeadOnly']) }),
    ...some(10, { ray_namespace: 'lab' }),
    http_options: {
      host: random.of(['0.0.0.0', '127.0.0.1', 'localhost']),
      port: random.of([8000, 9000, '${oc.env:TWINKLE_HTTP_PORT,8000}']),
    },
    ...some(isAtLeast(era, '0.3') ? 50 : 10, {
      [isNew ? 'telemetry' : 'telemetry_config']: {
        enabled: random.of([false, true]),
        service_name: random.of(['twinkle-server', 'twinkle on ${http_options.host}']),
        otlp_endpoint: 'http://localhost:4317',
      },
    }),
    ...some(isAtLeast(era, '0.3') ? 60 : 10, {
      [isNew ? 'persistence' : 'persistence_config']: random.of<Mapping>([
        { mode: 'memory' },
        { mode: 'file', file_path: '/tmp/state of twinkle.json' },
        { mode: 'redis', redis_url: 'redis://10.0.0.5:6380/0', key_prefix: 'lab:' },
      ]),
    }),
  };
}

/** The first application of a kind with other arguments. */
function withArgs(whole: Mapping, kind: string, change: (args: Mapping) => Mapping): Mapping {
  const list = whole['applications'] as readonly Mapping[];
  const at = list.findIndex(each => each['import_path'] === kind);
  const changed = list.map((each, index) =>
    index === at ? { ...each, args: change((each['args'] ?? {}) as Mapping) } : each,
  );
  return { ...whole, applications: changed };
}

const without = (mapping: Mapping, key: string): Mapping =>
  Object.fromEntries(Object.entries(mapping).filter(([name]) => name !== key));

/** Each is refused since 0.4.0, but for the fields that only some releases know. */
const mistakes: readonly ((whole: Mapping) => Mapping)[] = [
  whole => withArgs(whole, 'model', args => without(args, 'model_id')),
  whole => withArgs(whole, 'model', args => ({ ...without(args, 'backend'), use_megatron: true })),
  whole => withArgs(whole, 'model', args => without(args, 'backend')),
  whole => withArgs(whole, 'model', args => ({ ...args, nproc_per_node: 'all' })),
  whole => withArgs(whole, 'model', args => ({ ...args, max_lora: 4 })),
  whole => withArgs(whole, 'model', args => ({ ...args, train_mode: 'lora' })),
  whole => withArgs(whole, 'server', args => ({ ...args, supported_models: 'Qwen/Qwen3.5-4B' })),
  whole => withArgs(whole, 'server', args => ({ ...args, server_config: { per_token_model_limit: 2.5 } })),
  whole => ({ ...whole, persistence: { mode: 'redis' } }),
  whole => ({ ...whole, persistence: null }),
  whole => ({ ...whole, http_options: { host: '0.0.0.0', port: '${oc.env:TWINKLE_NOWHERE}' } }),
  whole => ({ ...whole, http_option: { port: 8000 } }),
  whole => ({ ...whole, ray_namespace: 7 }),
  whole => ({ ...whole, log_level: 'debug' }),
];
