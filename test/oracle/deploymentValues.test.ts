/**
 * What the options of a deployment may be is what the installed launcher and Ray Serve take: each option with many
 * values, alone and in pairs.
 */
import { expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/analysis/analysis';
import { askPython } from './askPython';

const values = [
  ...[
    'null',
    '0',
    '1',
    '-1',
    '2',
    '100',
    '101',
    '1.0',
    '2.5',
    '0.00001',
    '1e3',
    '1_000',
    '0x10',
    '.inf',
    '-0.0',
  ],
  ...[
    '"3"',
    '"0"',
    '" 4 "',
    '"-1"',
    '"2.0"',
    '"2.5"',
    '"1_0"',
    'auto',
    'Auto',
    'x',
    '""',
    'true',
    'false',
    'yes',
  ],
  ...[
    '[]',
    '{}',
    '[1]',
    '{ a: 1 }',
    '[{ CPU: 2 }]',
    'mean',
    'MAX',
    'median',
    'PACK',
    'pack',
    '1000000000000000000000',
  ],
];
const options = [
  ...[
    'name',
    'num_replicas',
    'max_ongoing_requests',
    'max_queued_requests',
    'max_replicas_per_node',
    'user_config',
  ],
  ...['graceful_shutdown_timeout_s', 'graceful_shutdown_wait_loop_s', 'health_check_period_s'],
  ...['health_check_timeout_s', 'max_constructor_retry_count', 'max_surge_percent', 'logging_config'],
  ...['autoscaling_config', 'ray_actor_options', 'placement_group_bundles'],
];
const scaling = [
  ...['min_replicas', 'max_replicas', 'initial_replicas', 'target_ongoing_requests', 'look_back_period_s'],
  ...['upscaling_factor', 'downscaling_factor', 'upscale_delay_s', 'downscale_delay_s', 'unknown_key'],
  ...['downscale_to_zero_delay_s', 'aggregation_function', 'policy'],
];
const actor = [
  ...[
    'num_cpus',
    'num_gpus',
    'memory',
    'resources',
    'accelerator_type',
    'label_selector',
    'fallback_strategy',
  ],
  'runtime_env',
];
const counts = ['0', '1', '2', '3', '"2"', 'null', undefined];
const fixed = ['null', '0', '1', '2', 'auto', undefined];

/** Items of `deployments`. */
function items(): string[] {
  const each = (names: readonly string[], around: (entry: string) => string): string[] =>
    names.flatMap(name => values.map(value => around(`${name}: ${value}`)));
  const pairs = counts.flatMap(min =>
    counts.flatMap(max =>
      counts.flatMap(initial =>
        fixed.map(number => {
          const inside = entries({ min_replicas: min, max_replicas: max, initial_replicas: initial });
          return `{ ${entries({ num_replicas: number, autoscaling_config: `{ ${inside} }` })} }`;
        }),
      ),
    ),
  );
  return [
    ...each(options, entry => `{ ${entry} }`),
    ...each(scaling, entry => `{ autoscaling_config: { ${entry} } }`),
    ...each(actor, entry => `{ ray_actor_options: { ${entry} } }`),
    ...each(['head', 'CPU', 'GPU'], entry => `{ ray_actor_options: { resources: { ${entry} } } }`),
    ...each(['env_vars'], entry => `{ ray_actor_options: { runtime_env: { ${entry} } } }`),
    ...pairs,
  ];
}

function entries(fields: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(fields)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]))
    .join(', ');
}

function refuses(item: string): string[] {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  const text = [
    'applications:',
    '  - name: a',
    '    route_prefix: /a',
    '    import_path: processor',
    '    args:',
    '      ncpu_proc_per_node: 1',
    '      device_group: { name: a, ranks: 1, device_type: CPU }',
    '      device_mesh: { dp_size: 1 }',
    `    deployments: [${item}]`,
    '',
  ].join('\n');
  const { findings } = analyzer.config(
    { uri: 'file:///a.yaml', text },
    { twinkleVersion: '0.5.1' },
    undefined,
  );
  // What stands in `env_vars` is looked at later, by Ray Serve's controller (test/cluster).
  return findings.flatMap(({ severity, code }) =>
    severity === 'error' && code !== 'environment-string' ? [code] : [],
  );
}

/** What Ray refuses, and we leave unsaid. */
const unsaid = [
  // Infinity is a number to pydantic, but no resource.
  /ray_actor_options: .*\.inf/,
  // No number of replicas that anybody writes.
  /replicas: 10{21}/,
  // The insides of these mappings are Ray's own business.
  /policy|label_selector|fallback_strategy|logging_config|placement_group_bundles/,
  // The launcher copies lists of pairs; of what is in others nothing is said.
  /(?:ray_actor_options|runtime_env|env_vars): \[/,
];

it('takes and refuses options as the launcher and Ray Serve do', () => {
  const all = items();
  const answers = askPython('deploymentValues.py', all).map(line => JSON.parse(line) as string | null);
  const compared = all.map((item, index) => ({ item, theirs: answers[index] ?? null, ours: refuses(item) }));
  const falseAlarms = compared.filter(({ theirs, ours }) => theirs === null && ours.length > 0);
  expect(falseAlarms).toEqual([]);
  const missed = compared.filter(({ theirs, ours }) => theirs !== null && ours.length === 0);
  expect(missed.filter(({ item }) => !unsaid.some(pattern => pattern.test(item)))).toEqual([]);
  expect(compared.filter(({ ours }) => ours.length > 0).length).toBeGreaterThan(500);
});
