/**
 * Mappings that the loader hands on as keyword arguments. A key that the constructor does not have, and an argument
 * that it misses, is a TypeError in the replica or at deploy. Signatures: schemas/, made from the installed packages.
 */
import type { Finding } from '../../document/tree/finding';
import { isIncomplete } from '../../document/tree/incomplete';
import type { MappingNode, ParsedDocument, Path, TreeNode } from '../../document/tree/tree';
import type { Application } from '../../config/serverConfig';
import type { ApplicationKind } from '../../protocol';
import { text } from '../../text/text';
import { checkDeploymentValues } from './deploymentValues';
import type { FieldTable, Shape } from '../table/fieldInfo';
import { dormant, mockField } from './dormant';
import { finding, isEmpty, missingField, sourceOf, unknownKey } from './findings';
import { checkGroupNumbers } from './groupNumbers';
import { explainLaterKey } from './laterKeys';
import { isFloat } from './lax';
import { fieldAt } from '../table/table';

const meshSizes = ['dp_size', 'fsdp_size', 'tp_size', 'pp_size', 'cp_size'];

/** Findings of stages `deploy` and `replica` of those applications whose kind is known. */
export function checkKeywords(
  document: ParsedDocument,
  applications: readonly Application[],
  table: FieldTable,
): Finding[] {
  const check = new Keywords(document, table);
  for (const application of applications) {
    const { node, path, kind, args, deployment } = application;
    if (kind?.value === undefined) continue;
    check.kind = kind.value;
    const shapeOf = (...rest: Path): Shape | undefined =>
      fieldAt(table, [...path, ...rest], { kind: kind.value })?.shape;
    if (args !== undefined) {
      const inside = (key: string): TreeNode | undefined => childOf(args.node, key);
      for (const key of ['device_group', 'adapter_config'])
        check.mapping(inside(key), shapeOf('args', key), [...args.path, key]);
      check.findings.push(
        ...checkGroupNumbers(document, inside('device_group'), [...args.path, 'device_group']),
      );
      const engine = kind.value === 'model' ? args.backend : args.samplerType;
      // Of an engine that is unknown nobody can say.
      if (kind.value === 'processor' || engine?.value !== undefined) {
        const before = check.findings.length;
        check.mesh(inside('device_mesh'), shapeOf('args', 'device_mesh'), [...args.path, 'device_mesh']);
        const mock = mockField(application);
        if (mock !== undefined)
          for (const found of check.findings.splice(before))
            check.findings.push({ ...found, ...dormant(found.message, mock) });
      }
    }
    const deployments = childOf(node, 'deployments');
    const options = shapeOf('deployments')?.items;
    if (deployment === undefined || deployments?.kind !== 'sequence' || options === undefined) continue;
    check.mapping(deployment.node, options, deployment.path);
    const actor = childOf(deployment.node, 'ray_actor_options');
    check.mapping(actor, options.fields?.get('ray_actor_options')?.shape, [
      ...deployment.path,
      'ray_actor_options',
    ]);
    check.findings.push(...checkDeploymentValues(document, deployment, options));
  }
  return check.findings;
}

class Keywords {
  readonly findings: Finding[] = [];

  /** Of the application that is being checked. */
  kind: ApplicationKind | undefined;

  constructor(
    private readonly document: ParsedDocument,
    private readonly table: FieldTable,
  ) {}

  mapping(node: TreeNode | undefined, shape: Shape | undefined, path: Path): void {
    if (node?.kind !== 'mapping' || shape?.fields === undefined) return;
    const { fields, stage, open, hidden } = shape;
    for (const entry of node.entries) {
      const key = entry.key.value;
      // The loader reports keys that are not text, so the stage is `load`.
      if (open || typeof key !== 'string' || fields.has(key) || hidden.has(key)) continue;
      const place = { path: [...path, key], stage };
      const found = unknownKey(this.document, node, entry, place, fields.keys(), this.kind);
      this.findings.push(explainLaterKey(this.table, this.kind, found));
    }
    const span = node.entries.find(({ merged }) => !merged)?.key.span ?? node.span;
    if (stage === 'load' || isIncomplete(this.document)) return;
    for (const field of fields.values()) {
      if (field.required && !node.entries.some(({ key }) => key.value === field.key))
        this.findings.push(missingField(field, { path: [...path, field.key], span, stage }));
    }
  }

  mesh(node: TreeNode | undefined, shape: Shape | undefined, path: Path): void {
    if (node?.kind !== 'mapping' || shape?.byForm === undefined) return;
    const isArray = node.entries.some(({ key }) => key.value === 'mesh_dim_names');
    const form = isArray ? shape.byForm.array : shape.byForm.sizes;
    this.mapping(node, form, path);
    if (!isArray) this.sizes(node, path);
  }

  /** `DeviceMesh.from_sizes` computes with the sizes as they are; what is no number is a TypeError or ValueError there. */
  private sizes(node: MappingNode, path: Path): void {
    for (const { key, value } of node.entries) {
      const name = key.value;
      if (typeof name !== 'string') continue;
      const multiplies = meshSizes.includes(name);
      if (!multiplies && name !== 'world_size' && name !== 'ep_size') continue;
      if (this.isSize(value, multiplies, name !== 'dp_size' && name !== 'world_size')) continue;
      const span = value.span.start === value.span.end ? key.span : value.span;
      const message = isEmpty(value)
        ? text("'{0}' has no value, so the device mesh cannot be built. It must be an integer.", name)
        : text(
            "'{0}' must be an integer, not {1}: the device mesh cannot be built.",
            name,
            sourceOf(this.document, value),
          );
      this.findings.push(finding('wrong-type', { path: [...path, name], span, stage: 'replica' }, message));
    }
  }

  /** Sizes that no dimension is made of may be floats; a boolean is a number to Python and left alone. */
  private isSize(node: TreeNode, isDimension: boolean, mayBeNull: boolean): boolean {
    if (node.kind !== 'scalar') return false;
    if (node.interpolated || typeof node.value === 'boolean' || typeof node.value === 'bigint') return true;
    if (node.value === null) return mayBeNull;
    if (typeof node.value !== 'number') return false;
    return !isDimension || !isFloat(this.document, node);
  }
}

function childOf({ entries }: MappingNode, key: string): TreeNode | undefined {
  return entries.find(entry => entry.key.value === key)?.value;
}
