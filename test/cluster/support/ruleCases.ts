/** Files with one mistake each, and how their launch ends: as the page of the rule says. */
import { configText, model, processor, type Fields } from './ruleConfig';

export interface RuleCase {
  /** The code of the one error that the analyzer has to find; absent where no rule tells the mistake. */
  readonly rule?: string;
  readonly mistake: string;
  readonly applications: readonly Fields[];
  /** Keys of the top level. */
  readonly top?: Fields;
  readonly end: End;
}

export type End =
  /** The launcher ends by itself with code 1, and says this. */
  | { readonly by: 'launcher'; readonly says: RegExp }
  /** The constructor of the application's replica throws this; Ray Serve would try twice more, which is not waited for. */
  | { readonly by: 'replica'; readonly application: string; readonly says: RegExp }
  /** Nothing ends: the application waits for its placement groups. */
  | { readonly by: 'nothing'; readonly waits: string };

/** Without a proxy a launch is quicker, and none of these comes to its first request. */
export function caseText(
  port: number,
  { applications, top }: Pick<RuleCase, 'applications' | 'top'>,
): string {
  return configText(port, applications, { proxy_location: 'Disabled', ...top });
}

const launcher = (says: RegExp): End => ({ by: 'launcher', says });

export const deployCases: readonly RuleCase[] = [
  {
    rule: 'route-prefix-syntax',
    mistake: 'no slash at the beginning',
    applications: [processor({ application: { route_prefix: 'processor' } })],
    end: launcher(/Invalid route_prefix 'processor', must start with a forward slash \('\/'\)/),
  },
  {
    rule: 'unknown-key',
    mistake: 'a key that a deployment no longer has',
    applications: [processor({ deployment: { max_concurrent_queries: 3 } })],
    end: launcher(/TypeError: .*got an unexpected keyword argument 'max_concurrent_queries'/),
  },
  {
    rule: 'unknown-key',
    mistake: 'a key that actor options do not have',
    applications: [processor({ deployment: { ray_actor_options: { num_cpu: 1 } } })],
    end: launcher(/Specifying 'num_cpu' in ray_actor_options is not allowed/),
  },
  {
    rule: 'duplicate-route-prefix',
    mistake: 'one prefix twice',
    applications: [processor(), processor({ application: { name: 'two' } })],
    end: launcher(/Prefix \/api\/v1\/processor is being used by application "processor"/),
  },
  {
    mistake: 'no replica',
    applications: [processor({ deployment: { num_replicas: 0 } })],
    end: launcher(/num_replicas is expected to larger than 0/),
  },
  {
    mistake: 'num_replicas beside autoscaling_config',
    applications: [processor({ deployment: { num_replicas: 1, autoscaling_config: { min_replicas: 1 } } })],
    end: launcher(/Manually setting num_replicas is not allowed when autoscaling_config is provided/),
  },
  {
    mistake: 'more replicas at least than at most',
    applications: [processor({ deployment: { autoscaling_config: { min_replicas: 2 } } })],
    end: launcher(/max_replicas \(1\) must be greater than or equal to min_replicas \(2\)/),
  },
  {
    mistake: 'no queue',
    applications: [processor({ deployment: { max_queued_requests: 0 } })],
    end: launcher(/must be -1 \(no limit\) or a positive integer/),
  },
  {
    rule: 'processor-needs',
    mistake: 'a processor without its mesh',
    applications: [processor({ args: { device_mesh: undefined } })],
    end: launcher(/build_processor_app\(\) missing 1 required positional argument: 'device_mesh'/),
  },
  {
    mistake: 'a proxy_location in lower case',
    applications: [processor()],
    top: { proxy_location: 'everynode' },
    end: launcher(/ValueError: 'everynode' is not a valid ProxyLocation/),
  },
  {
    rule: 'environment-string',
    mistake: 'an environment variable that is a number',
    applications: [
      processor({
        deployment: { ray_actor_options: { num_cpus: 0.1, runtime_env: { env_vars: { A: 0 } } } },
      }),
    ],
    end: launcher(
      /runtime_env\['env_vars'\] must be of type Dict\[str, str\], but the value 0 is of type <class 'int'>/,
    ),
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
