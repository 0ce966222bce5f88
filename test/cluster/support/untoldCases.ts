/** Files with one mistake each that no rule finds, and how their launch ends. */
import type { End, RuleCase } from './ruleCases';
import { model, processor, type Fields } from './ruleConfig';

const launcher = (says: RegExp): End => ({ by: 'launcher', says });
const replica = (application: string, says: RegExp): End => ({ by: 'replica', application, says });

const deployment = 'applications.0.deployments.0';
const environment = `${deployment}.ray_actor_options.runtime_env`;

const withOptions = (options: Fields) => [processor({ deployment: options })];
const withEnvironment = (runtime_env: Fields) =>
  withOptions({ ray_actor_options: { num_cpus: 0.1, runtime_env } });

export const untoldDeployCases: readonly RuleCase[] = [
  {
    mistake: 'a version of a deployment',
    pin: `${deployment}.version`,
    applications: withOptions({ version: 'a' }),
    end: launcher(/`version` in `Deployment\.options\(\)` has been removed/),
  },
  {
    mistake: 'bundles beside replicas per node',
    pin: `${deployment}.max_replicas_per_node`,
    applications: withOptions({ max_replicas_per_node: 1, placement_group_bundles: [{ CPU: 1 }] }),
    end: launcher(/Setting max_replicas_per_node is not allowed when placement_group_bundles is provided/),
  },
  {
    mistake: 'a strategy without bundles',
    pin: `${deployment}.placement_group_strategy`,
    applications: withOptions({ placement_group_strategy: 'PACK' }),
    end: launcher(
      /If `placement_group_strategy` is provided, `placement_group_bundles` must also be provided/,
    ),
  },
  {
    mistake: 'a first bundle with less than the replica needs',
    pin: `${deployment}.placement_group_bundles.0`,
    applications: withOptions({ placement_group_bundles: [{ CPU: 0.01 }] }),
    end: launcher(/`num_cpus` for the actor is 0\.1, but the bundle only has 0\.01 `CPU` specified/),
  },
  {
    mistake: 'a list in place of variables',
    pin: `${environment}.env_vars`,
    applications: withEnvironment({ env_vars: ['A=1'] }),
    end: launcher(/dictionary update sequence element #0/),
  },
  {
    mistake: 'a word that is no level of a log',
    pin: `${deployment}.logging_config.log_level`,
    applications: withOptions({ logging_config: { log_level: 'LOUD' } }),
    end: launcher(/LOUD/),
  },
  {
    mistake: 'a status of an answer in words',
    pin: `${deployment}.backpressure_config.status_code`,
    applications: withOptions({ backpressure_config: { status_code: 'many' } }),
    end: launcher(/status_code/),
  },
  {
    mistake: 'a router that is not there',
    pin: `${deployment}.request_router_config.request_router_class`,
    applications: withOptions({ request_router_config: { request_router_class: 'no_such_router:Router' } }),
    end: launcher(/No module named 'no_such_router'/),
  },
  {
    mistake: 'a policy that is not there',
    pin: `${deployment}.autoscaling_config.policy.policy_function`,
    applications: withOptions({
      autoscaling_config: { policy: { policy_function: 'no_such_policy:decide' } },
    }),
    end: launcher(/No module named 'no_such_policy'/),
  },
];

export const untoldReplicaCases: readonly RuleCase[] = [
  {
    mistake: 'a state in a folder that nobody can make',
    pin: 'persistence.file_path',
    applications: [processor()],
    top: { persistence: { mode: 'file', file_path: '/proc/twinkle/state.json' } },
    end: replica('processor', /\[Errno \d+\] [^:]+: '\/proc\/twinkle'/),
  },
  {
    mistake: 'a number as the type of devices',
    pin: 'applications.0.args.device_group.device_type',
    applications: [model({ group: { device_type: 5 } })],
    end: replica('model', /'int' object has no attribute 'upper'/),
  },
];
