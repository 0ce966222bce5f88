/**
 * What Ray Serve refuses of `deployments[0]`: the launcher ends at once, or its controller says why.
 * Sources: ray/serve/{deployment,config}.py, ray/serve/_private/config.py, ray/_private/ray_option_utils.py and
 * ray/_private/runtime_env/validation.py, Ray 2.60.0.
 */
import type { KnownFailure } from '../knownFailure';
import { isQuoted } from '../values';

const deployment = 'deployments.0';
const scaling = `${deployment}.autoscaling_config`;
const actor = `${deployment}.ray_actor_options`;

export const ofDeployments: readonly KnownFailure[] = [
  {
    says: /^TypeError: (?:Deployment\.)?options\(\) got an unexpected keyword argument '(?<key>\w+)'/,
    codes: ['unknown-key'],
    suspects: [{ at: `${deployment}.{key}` }],
  },
  {
    says: /^ValueError: Specifying '(?<key>\w+)' in ray_actor_options is not allowed/,
    codes: ['unknown-key'],
    suspects: [{ at: `${actor}.{key}` }],
  },
  {
    says: /num_replicas is expected to larger than 0/,
    codes: ['out-of-range'],
    suspects: [{ at: `${deployment}.num_replicas` }],
  },
  {
    says: /Manually setting num_replicas is not allowed when autoscaling_config is provided/,
    codes: ['replicas-and-autoscaling'],
    suspects: [{ at: `${deployment}.num_replicas` }],
  },
  {
    says: /max_replicas \(\d+\) must be greater than or equal to (?<key>min_replicas|initial_replicas) /,
    codes: ['autoscaling-range'],
    suspects: [{ at: `${scaling}.{key}` }, { at: `${scaling}.max_replicas` }],
  },
  {
    says: /min_replicas \(\d+\) must be less than or equal to initial_replicas /,
    codes: ['autoscaling-range'],
    suspects: [{ at: `${scaling}.initial_replicas` }, { at: `${scaling}.min_replicas` }],
  },
  {
    says: /max_queued_requests must be /,
    codes: ['out-of-range', 'wrong-type'],
    suspects: [{ at: `${deployment}.max_queued_requests` }],
  },
  {
    // What pydantic finds in the options of the deployment, and in those of its autoscaling.
    says: /^ValidationError: \d+ validation errors? for (?:DeploymentConfig|AutoscalingConfig) (?:autoscaling_config\.)?(?<key>\w+) /,
    codes: ['wrong-type', 'out-of-range', 'wrong-value'],
    suspects: [{ at: `${scaling}.{key}` }, { at: `${deployment}.{key}` }],
  },
  {
    says: /'(?<value>[^']*)' is not a valid AggregationFunction/,
    codes: ['wrong-value'],
    suspects: [{ at: `${scaling}.aggregation_function`, raises: isQuoted }],
  },
  {
    says: /The type of keyword '(?<key>\w+)' must be /,
    codes: ['wrong-type'],
    suspects: [{ at: `${actor}.{key}` }],
  },
  {
    says: /runtime_env\['env_vars'\] must be of type Dict\[str, str\], but the value (?<value>.*?) is of type /,
    codes: ['environment-string'],
    suspects: [{ at: `${actor}.runtime_env.env_vars` }],
  },
  {
    says: /(?:^|\s)(?<value>\S+) is not a valid URI/,
    codes: ['runtime-env-path'],
    suspects: [
      { at: `${actor}.runtime_env.working_dir`, raises: isQuoted },
      {
        at: `${actor}.runtime_env.py_modules`,
        raises: (node, groups) => node.kind === 'sequence' && node.items.some(item => isQuoted(item, groups)),
      },
    ],
  },
  {
    says: /Got invalid type .* for ray_actor_options\. Expected a dictionary/,
    codes: ['wrong-type'],
    suspects: [{ at: actor, raises: value => value.kind !== 'mapping' }],
  },
  {
    says: /(?:Invalid|Get invalid type .* for) max_replicas_per_node/,
    codes: ['out-of-range', 'wrong-type'],
    suspects: [{ at: `${deployment}.max_replicas_per_node` }],
  },
];
