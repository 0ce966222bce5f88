/**
 * Values of `deployments[0]` that Ray Serve refuses when the launcher hands them over; the loader looks at none of them.
 * Three ways of reading meet here: options and `autoscaling_config` go through pydantic's lax mode
 * (ray/serve/_private/config.py `DeploymentConfig`, ray/serve/config.py `AutoscalingConfig`), `ray_actor_options` and
 * `max_replicas_per_node` through `isinstance` (ray/_common/ray_option_utils.py), and of three mappings the launcher
 * makes copies first, to which nothing and false are an empty one (twinkle/server/launcher/server_launcher.py
 * `_deploy_application`, twinkle-kit 0.4.0 to 0.5.1). Ray 2.60.0; test/oracle/deploymentValues.test.ts compares.
 */
import type { Deployment } from '../../config/serverConfig';
import { replaceValue } from '../../document/edits/edit';
import type { Finding, Fix } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument, Path, TreeNode } from '../../document/tree/tree';
import { text, type Text } from '../../text/text';
import type { FieldInfo, Shape } from '../table/fieldInfo';
import { finding, sourceOf, wrongValue, type Place } from './findings';
import { laxInteger } from './lax';
import { nearestNames } from '../../strings/nearest';
import { checkValue, type Mode } from './values';

/** Ray counts resources in ten-thousandths. */
const leastShare = 0.0001;

/** Options that the launcher drops, or that have checks of their own. */
const notHandedOn: ReadonlySet<string> = new Set(['name', 'user_config']);
const copied: ReadonlySet<string> = new Set(['ray_actor_options', 'runtime_env', 'env_vars']);

export function checkDeploymentValues(
  document: ParsedDocument,
  { node, path }: Deployment,
  options: Shape,
): Finding[] {
  const check = new DeploymentValues(document);
  check.options(node, path, options);
  return check.findings;
}

class DeploymentValues {
  readonly findings: Finding[] = [];

  constructor(private readonly document: ParsedDocument) {}

  options(node: MappingNode, path: Path, shape: Shape): void {
    this.each(node, path, shape, (value, field, place) => {
      if (notHandedOn.has(field.key)) return;
      if (field.key === 'num_replicas') this.replicas(value, place);
      else if (field.key === 'max_queued_requests') this.queued(value, field, place);
      else if (field.key === 'placement_group_strategy') this.word(value, field, place);
      else if (field.key === 'autoscaling_config') this.scaling(value, field, place);
      else if (field.key === 'ray_actor_options') this.actor(value, field, place);
      else this.typed(value, field, place, field.key === 'max_replicas_per_node' ? 'python' : 'lax');
    });
  }

  /** `auto`, or at least 1. Ray compares with 0 before it reads a text, so `"0"` passes. */
  private replicas(value: TreeNode, place: Place): void {
    const written = sourceOf(this.document, value);
    const scalar = value.kind === 'scalar' ? value.value : undefined;
    if (scalar === null || scalar === 'auto') return;
    const count = value.kind === 'scalar' ? laxInteger(value) : undefined;
    if (count === undefined) {
      const message = text("'num_replicas' must be an integer or `auto`, not {0}.", written);
      const isNear = typeof scalar === 'string' && nearestNames(scalar, ['auto']).length > 0;
      this.findings.push(
        isNear
          ? finding('wrong-value', place, message, () => [
              this.change(value, text("Change to '{0}'", 'auto'), 'auto'),
            ])
          : finding('wrong-type', place, message),
      );
    } else if (count < 1 && !(count >= 0 && typeof scalar === 'string')) {
      const message = text("'{0}' must be at least {1}, not {2}.", 'num_replicas', 1, written);
      this.findings.push(
        finding('out-of-range', place, message, () => [
          this.change(value, text("Change '{0}' to 1", 'num_replicas'), '1'),
        ]),
      );
    }
  }

  private change(value: TreeNode, title: Text, source: string): Fix {
    return { title, edits: replaceValue(this.document, value, source), preferred: true };
  }

  private queued(value: TreeNode, field: FieldInfo, place: Place): void {
    if (this.typed(value, field, place, 'lax') || value.kind !== 'scalar') return;
    if (Number(laxInteger(value)) !== 0) return;
    const message = text("'{0}' must be -1 (no limit) or at least 1, not 0.", field.key);
    this.findings.push(finding('out-of-range', place, message));
  }

  /** One of the field's examples, which are all that there are. */
  private word(value: TreeNode, field: FieldInfo, place: Place, normal = (word: string) => word): void {
    const isNull = value.kind === 'scalar' && value.value === null;
    if (isNull && field.key === 'placement_group_strategy') return;
    if (value.kind !== 'scalar' || typeof value.value !== 'string') {
      this.typed(value, field, place, 'lax');
      return;
    }
    const words = field.examples.filter(word => typeof word === 'string');
    if (words.includes(normal(value.value))) return;
    this.findings.push(wrongValue(this.document, value, place, field.key, words));
  }

  private scaling(value: TreeNode, field: FieldInfo, place: Place): void {
    if (this.typed(value, field, place, 'lax') || value.kind !== 'mapping') return;
    this.each(value, place.path, field.shape, (inside, option, at) => {
      if (option.key === 'aggregation_function') this.word(inside, option, at, word => word.toLowerCase());
      else this.typed(inside, option, at, 'lax');
    });
  }

  private actor(value: TreeNode, field: FieldInfo, place: Place): void {
    if (this.copy(value, field, place)) return;
    this.each(value, place.path, field.shape, (inside, option, at) => {
      if (option.key === 'runtime_env') this.environment(inside, option, at);
      else if (!this.typed(inside, option, at, 'python') && inside.kind === 'scalar')
        this.share(inside.value, option.key, at);
      else if (option.key === 'resources' && inside.kind === 'mapping') this.resources(inside, at.path);
    });
  }

  private environment(value: TreeNode, field: FieldInfo, place: Place): void {
    if (this.copy(value, field, place)) return;
    this.each(value, place.path, field.shape, (inside, option, at) => {
      if (option.key === 'env_vars') this.copy(inside, option, at);
    });
  }

  /** True where there is nothing in it to look at. `dict(x or {})` takes lists of pairs as well. */
  private copy(value: TreeNode, field: FieldInfo, place: Place): boolean {
    if (!copied.has(field.key) || value.kind !== 'scalar') return value.kind !== 'mapping';
    const { value: scalar } = value;
    const isFalse = scalar === null || scalar === false || scalar === 0 || scalar === 0n || scalar === '';
    if (!isFalse) this.typed(value, field, place, 'python');
    return true;
  }

  private resources(node: MappingNode, path: Path): void {
    for (const { key, value } of node.entries) {
      const name = key.value;
      if (typeof name !== 'string' || (value.kind === 'scalar' && value.interpolated)) continue;
      const at = { path: [...path, name], stage: 'deploy' } as const;
      if (name === 'CPU' || name === 'GPU') {
        const message = text(
          "'{0}' is not allowed in 'resources': use '{1}' in 'ray_actor_options'.",
          name,
          name === 'CPU' ? 'num_cpus' : 'num_gpus',
        );
        this.findings.push(finding('wrong-value', { ...at, span: key.span }, message));
        continue;
      }
      const place = { ...at, span: value.span.start === value.span.end ? key.span : value.span };
      const wrong = checkValue(this.document, value, quantity, place, name, 'python');
      if (wrong !== undefined) this.findings.push(wrong);
      else if (value.kind === 'scalar') this.share(value.value, name, place);
    }
  }

  private share(value: unknown, key: string, place: Place): void {
    if (typeof value !== 'number' || value <= 0 || value >= leastShare) return;
    const message = text("'{0}' must be 0 or at least {1}, not {2}.", key, leastShare, value);
    this.findings.push(finding('out-of-range', place, message));
  }

  /** True where the value was refused. */
  private typed(value: TreeNode, { shape, key }: FieldInfo, place: Place, mode: Mode): boolean {
    const wrong = checkValue(this.document, value, shape, place, key, mode);
    if (wrong !== undefined) this.findings.push(wrong);
    return wrong !== undefined;
  }

  private each(
    node: TreeNode,
    path: Path,
    { fields }: Shape,
    check: (value: TreeNode, field: FieldInfo, place: Place) => void,
  ): void {
    if (node.kind !== 'mapping') return;
    for (const { key, value } of node.entries) {
      const field = typeof key.value === 'string' ? fields?.get(key.value) : undefined;
      if (field === undefined || (value.kind === 'scalar' && value.interpolated)) continue;
      const span = value.span.start === value.span.end ? key.span : value.span;
      check(value, field, { path: [...path, field.key], span, stage: 'deploy' });
    }
  }
}

const quantity: Shape = {
  types: ['number'],
  minimum: 0,
  open: true,
  hidden: new Set(),
  passedOn: false,
  stage: 'deploy',
};
