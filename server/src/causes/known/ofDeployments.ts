/**
 * What Ray Serve refuses of `deployments[0]`: the launcher ends at once, or its controller says why.
 * Sources: ray/serve/{deployment,config}.py, ray/serve/_private/config.py, ray/_common/ray_option_utils.py,
 * Ray 2.60.0.
 */
import type { TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { Groups, KnownFailure } from '../knownFailure';
import { isQuoted } from '../values';
import { unknownKey } from '../words';

const deployment = 'deployments.0';
const scaling = `${deployment}.autoscaling_config`;
const actor = `${deployment}.ray_actor_options`;

export const ofDeployments: readonly KnownFailure[] = [
  {
    says: /^TypeError: (?:Deployment\.)?options\(\) got an unexpected keyword argument '(?<key>\w+)'/,
    codes: ['unknown-key'],
    suspects: [{ at: `${deployment}.{key}` }],
    words: unknownKey,
  },
  {
    says: /^ValueError: Specifying '(?<key>\w+)' in ray_actor_options is not allowed/,
    codes: ['unknown-key'],
    suspects: [{ at: `${actor}.{key}` }],
    words: unknownKey,
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
    says: /validation errors? for LoggingConfig (?<key>\w+) /,
    codes: ['wrong-value', 'wrong-type', 'unknown-key'],
    suspects: [{ at: `${deployment}.logging_config.{key}` }],
  },
  {
    // What pydantic finds in the options of the deployment, in what is inside of them, and in those of its autoscaling.
    says: /^ValidationError: \d+ validation errors? for (?:DeploymentConfig|AutoscalingConfig) (?<key>[\w.]+) /,
    codes: ['wrong-type', 'out-of-range', 'wrong-value'],
    suspects: [{ at: `${scaling}.{key}` }, { at: `${deployment}.{key}` }],
  },
  {
    // What Ray imports by the name that the file gives: ray/serve/config.py `RequestRouterConfig`, `AutoscalingPolicy`.
    says: /No module named '(?<value>[\w.]+)'|module '(?<holder>[\w.]+)' has no attribute '(?<name>\w+)'/,
    codes: ['wrong-value'],
    suspects: [
      { at: `${deployment}.request_router_config.request_router_class`, raises: isImport },
      { at: `${scaling}.policy.policy_function`, raises: isImport },
    ],
    words: text('Ray cannot import what is named here.'),
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
    // ray/_common/ray_option_utils.py `_validate_resource_quantity`.
    says: /(?:The quantity of resource|The precision of the fractional quantity of resource) (?<key>\S+) cannot /,
    codes: ['out-of-range'],
    suspects: [{ at: `${actor}.{key}` }, { at: `${actor}.resources.{key}` }],
  },
  {
    says: /Use the 'num_cpus' and 'num_gpus' keyword instead of 'CPU' and 'GPU' in 'resources' keyword/,
    codes: ['wrong-value', 'unknown-key'],
    suspects: [{ at: `${actor}.resources.CPU` }, { at: `${actor}.resources.GPU` }],
  },
  {
    says: /`(?<key>max_ongoing_requests)` must be non-null|`(?<other>version)` in `Deployment\.options\(\)` has been removed/,
    codes: ['wrong-type', 'unknown-key'],
    suspects: [{ at: `${deployment}.{key}` }, { at: `${deployment}.{other}` }],
  },
  {
    says: /Setting (?<key>max_replicas_per_node) is not allowed when placement_group_bundles is provided/,
    codes: ['wrong-value'],
    suspects: [{ at: `${deployment}.{key}` }],
  },
  {
    says: /If `(?<key>placement_group_\w+)` is provided, `placement_group_bundles` must also be provided/,
    codes: ['missing-field', 'wrong-value'],
    suspects: [{ at: `${deployment}.{key}` }],
  },
  {
    says: /Invalid placement group strategy /,
    codes: ['wrong-value'],
    suspects: [{ at: `${deployment}.placement_group_strategy` }],
  },
  {
    says: /the replica actor will be placed in the first bundle/,
    codes: ['out-of-range'],
    suspects: [{ at: `${deployment}.placement_group_bundles.0` }],
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

/** `package.module:name` or `package.module.name`, of which the exception names a part. */
function isImport(node: TreeNode, { value, holder, name }: Groups): boolean {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return false;
  const parts = node.value.split(/[.:]/);
  const wanted = value?.split('.') ?? [...(holder?.split('.') ?? []), name];
  return wanted.every((part, index) => parts[index] === part);
}
