/** Files with one mistake each, and how their launch ends: as the page of the rule says. */
import { configText, model, processor, type Fields } from './ruleConfig';

export interface RuleCase {
  /** The code of the one error that the analyzer has to find; absent where none or several are found. */
  readonly rule?: string;
  readonly mistake: string;
  readonly applications: readonly Fields[];
  /** Keys of the top level. */
  readonly top?: Fields;
  /** Path of the value that its launch is to be said to fail at, with dots; absent where no launch fails. */
  readonly pin?: string;
  /** What stands at the place that is marked, where the path alone does not say it. */
  readonly marks?: string;
  /** Writes the file in another way: with anchors, interpolations, other line ends. */
  readonly rewrite?: (yaml: string) => string;
  /** The launch's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly end: End;
}

export type End =
  /** The launcher refuses the file: it ends with code 2, and says this. */
  | { readonly by: 'loader'; readonly says: RegExp }
  /** The launcher ends by itself with code 1, and says this. */
  | { readonly by: 'launcher'; readonly says: RegExp }
  /** The constructor of the application's replica throws this; Ray Serve would try twice more, which is not waited for. */
  | { readonly by: 'replica'; readonly application: string; readonly says: RegExp }
  /** Nothing ends: the application waits for its placement groups. */
  | { readonly by: 'nothing'; readonly waits: string };

/** Without a proxy a launch is quicker, and none of these comes to its first request. */
export function caseText(
  port: number,
  { applications, top, rewrite = yaml => yaml }: Pick<RuleCase, 'applications' | 'top' | 'rewrite'>,
): string {
  return rewrite(configText(port, applications, { proxy_location: 'Disabled', ...top }));
}

const launcher = (says: RegExp): End => ({ by: 'launcher', says });

export const deployCases: readonly RuleCase[] = [
  {
    rule: 'route-prefix-syntax',
    mistake: 'no slash at the beginning',
    pin: 'applications.0.route_prefix',
    applications: [processor({ application: { route_prefix: 'processor' } })],
    end: launcher(/Invalid route_prefix 'processor', must start with a forward slash \('\/'\)/),
  },
  {
    rule: 'unknown-key',
    mistake: 'a key that a deployment no longer has',
    pin: 'applications.0.deployments.0.max_concurrent_queries',
    applications: [processor({ deployment: { max_concurrent_queries: 3 } })],
    end: launcher(/TypeError: .*got an unexpected keyword argument 'max_concurrent_queries'/),
  },
  {
    rule: 'unknown-key',
    mistake: 'a key that actor options do not have',
    pin: 'applications.0.deployments.0.ray_actor_options.num_cpu',
    applications: [processor({ deployment: { ray_actor_options: { num_cpu: 1 } } })],
    end: launcher(/Specifying 'num_cpu' in ray_actor_options is not allowed/),
  },
  {
    rule: 'duplicate-route-prefix',
    mistake: 'one prefix twice',
    pin: 'applications.1.route_prefix',
    applications: [processor(), processor({ application: { name: 'two' } })],
    end: launcher(/Prefix \/api\/v1\/processor is being used by application "processor"/),
  },
  {
    rule: 'out-of-range',
    mistake: 'no replica',
    pin: 'applications.0.deployments.0.num_replicas',
    applications: [processor({ deployment: { num_replicas: 0 } })],
    end: launcher(/num_replicas is expected to larger than 0/),
  },
  {
    rule: 'replicas-and-autoscaling',
    mistake: 'num_replicas beside autoscaling_config',
    pin: 'applications.0.deployments.0.num_replicas',
    applications: [processor({ deployment: { num_replicas: 1, autoscaling_config: { min_replicas: 1 } } })],
    end: launcher(/Manually setting num_replicas is not allowed when autoscaling_config is provided/),
  },
  {
    rule: 'autoscaling-range',
    mistake: 'more replicas at least than at most',
    pin: 'applications.0.deployments.0.autoscaling_config.min_replicas',
    applications: [processor({ deployment: { autoscaling_config: { min_replicas: 2 } } })],
    end: launcher(/max_replicas \(1\) must be greater than or equal to min_replicas \(2\)/),
  },
  {
    rule: 'out-of-range',
    mistake: 'no queue',
    pin: 'applications.0.deployments.0.max_queued_requests',
    applications: [processor({ deployment: { max_queued_requests: 0 } })],
    end: launcher(/must be -1 \(no limit\) or a positive integer/),
  },
  {
    rule: 'processor-needs',
    mistake: 'a processor without its mesh',
    pin: 'applications.0.import_path',
    applications: [processor({ args: { device_mesh: undefined } })],
    end: launcher(/build_processor_app\(\) missing 1 required positional argument: 'device_mesh'/),
  },
  {
    rule: 'proxy-location',
    mistake: 'a proxy_location in lower case',
    pin: 'proxy_location',
    applications: [processor()],
    top: { proxy_location: 'everynode' },
    end: launcher(/ValueError: 'everynode' is not a valid ProxyLocation/),
  },
  {
    rule: 'environment-string',
    mistake: 'an environment variable that is a number',
    pin: 'applications.0.deployments.0.ray_actor_options.runtime_env.env_vars.A',
    applications: [
      processor({
        deployment: { ray_actor_options: { num_cpus: 0.1, runtime_env: { env_vars: { A: 0 } } } },
      }),
    ],
    end: launcher(
      /runtime_env\['env_vars'\] must be of type Dict\[str, str\], but the value 0 is of type <class 'int'>/,
    ),
  },
  {
    rule: 'wrong-type',
    mistake: 'a number of replicas in words',
    pin: 'applications.0.deployments.0.num_replicas',
    applications: [processor({ deployment: { num_replicas: 'two' } })],
    end: launcher(/num_replicas\s+Input should be a valid integer, unable to parse string as an integer/),
  },
  {
    rule: 'out-of-range',
    mistake: 'no request at a time',
    pin: 'applications.0.deployments.0.max_ongoing_requests',
    applications: [processor({ deployment: { max_ongoing_requests: 0 } })],
    end: launcher(/max_ongoing_requests\s+Input should be greater than 0/),
  },
  {
    rule: 'autoscaling-range',
    mistake: 'more replicas at first than at most',
    pin: 'applications.0.deployments.0.autoscaling_config.initial_replicas',
    applications: [processor({ deployment: { autoscaling_config: { initial_replicas: 2 } } })],
    end: launcher(/max_replicas \(1\) must be greater than or equal to initial_replicas \(2\)/),
  },
  {
    rule: 'wrong-value',
    mistake: 'a word that is no way to aggregate',
    pin: 'applications.0.deployments.0.autoscaling_config.aggregation_function',
    applications: [processor({ deployment: { autoscaling_config: { aggregation_function: 'median' } } })],
    end: launcher(/'median' is not a valid AggregationFunction/),
  },
  {
    rule: 'wrong-type',
    mistake: 'CPUs in quotes',
    pin: 'applications.0.deployments.0.ray_actor_options.num_cpus',
    applications: [processor({ deployment: { ray_actor_options: { num_cpus: '1' } } })],
    end: launcher(/The type of keyword 'num_cpus' must be/),
  },
  {
    rule: 'out-of-range',
    mistake: 'fewer than no CPUs',
    pin: 'applications.0.deployments.0.ray_actor_options.num_cpus',
    applications: [processor({ deployment: { ray_actor_options: { num_cpus: -1 } } })],
    end: launcher(/The quantity of resource num_cpus cannot be negative/),
  },
  {
    rule: 'wrong-value',
    mistake: 'CPUs among other resources',
    pin: 'applications.0.deployments.0.ray_actor_options.resources.CPU',
    applications: [
      processor({ deployment: { ray_actor_options: { num_cpus: 0.1, resources: { CPU: 1 } } } }),
    ],
    end: launcher(/Use the 'num_cpus' and 'num_gpus' keyword instead of 'CPU' and 'GPU'/),
  },
  {
    rule: 'train-full-replicas',
    mistake: 'full training in two replicas',
    pin: 'applications.0.deployments.0.num_replicas',
    applications: [
      model({ args: { backend: 'transformers', train_mode: 'full' }, deployment: { num_replicas: 2 } }),
    ],
    end: { by: 'loader', says: /train_mode='full' is an exclusive single-tenant mode/ },
  },
  {
    rule: 'runtime-env-path',
    mistake: 'a folder for a replica',
    pin: 'applications.0.deployments.0.ray_actor_options.runtime_env.working_dir',
    applications: [
      processor({
        deployment: { ray_actor_options: { num_cpus: 0.1, runtime_env: { working_dir: '/tmp' } } },
      }),
    ],
    end: launcher(/\/tmp is not a valid URI/),
  },
  {
    rule: 'port-range',
    mistake: 'a port that there is none of',
    pin: 'http_options.port',
    applications: [processor()],
    top: { proxy_location: 'EveryNode', http_options: { host: '127.0.0.1', port: 70_000 } },
    end: launcher(/bind\(\): port must be 0-65535/),
  },
];

/** Last, since replicas that wait are ended with the cluster. */
export const hangCases: readonly RuleCase[] = [
  {
    rule: 'ranks-exceed-cluster',
    mistake: 'more GPUs wanted than there are',
    applications: [model({ args: { nproc_per_node: 4 }, deployment: { num_replicas: 3 } })],
    end: { by: 'nothing', waits: 'model' },
  },
  {
    rule: 'cpu-bundles',
    mistake: 'CPUs for four groups only',
    applications: [model({ group: { ranks: 2 }, deployment: { num_replicas: 3 } })],
    end: { by: 'nothing', waits: 'model' },
  },
];
