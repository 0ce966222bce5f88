/** Checks of the loader that look at several fields: twinkle/server/config/{server_config,application_spec}.py, 0.5.1. */
import { replaceValue } from '../../document/edits/edit';
import type { Finding } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument, Path, ScalarNode, TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { FieldTable } from '../table/fieldInfo';
import { finding } from './findings';
import { fieldAt } from '../table/table';
import type { IsQuiet } from './walk';

export function checkAcrossFields(document: ParsedDocument, table: FieldTable, isQuiet: IsQuiet): Finding[] {
  const { root } = document;
  if (root?.kind !== 'mapping') return [];
  const applications = childOf(root, 'applications');
  const items = applications?.kind === 'sequence' ? applications.items : [];
  const findings = persistenceAddress(root);
  items.forEach((item, index) => {
    if (item.kind === 'mapping' && !isQuiet(item))
      findings.push(...replicasOfFullTraining(document, table, item, ['applications', index]));
  });
  return findings;
}

/** The modes `redis` and `file` need to know where. An empty text counts as none. */
function persistenceAddress(root: MappingNode): Finding[] {
  const persistence = childOf(root, 'persistence');
  const mode = persistence?.kind === 'mapping' ? childOf(persistence, 'mode') : undefined;
  const value = mode?.kind === 'scalar' && !mode.interpolated ? mode.value : undefined;
  if (persistence?.kind !== 'mapping' || mode === undefined || (value !== 'redis' && value !== 'file'))
    return [];
  const key = value === 'redis' ? 'redis_url' : 'file_path';
  const address = childOf(persistence, key);
  const isMissing =
    address === undefined ||
    (address.kind === 'scalar' && !address.interpolated && (address.value === null || address.value === ''));
  if (!isMissing) return [];
  const message = text("Persistence mode '{0}' requires '{1}'.", value, key);
  const code = value === 'redis' ? 'redis-url-required' : 'file-path-required';
  return [finding(code, { path: ['persistence', key], span: mode.span, stage: 'load' }, message)];
}

/** Full training has one user at a time, told apart in the memory of one replica. Every item of `deployments` counts. */
function replicasOfFullTraining(
  document: ParsedDocument,
  table: FieldTable,
  application: MappingNode,
  path: Path,
): Finding[] {
  const args = childOf(application, 'args');
  const deployments = childOf(application, 'deployments');
  const isFull =
    textAt(application, 'import_path') === 'model' &&
    args?.kind === 'mapping' &&
    textAt(args, 'train_mode') === 'full' &&
    fieldAt(table, [...path, 'args', 'train_mode'], { kind: 'model' }) !== undefined;
  if (!isFull || deployments?.kind !== 'sequence') return [];
  const refuse = (node: TreeNode | undefined, key: string, at: Path): Finding[] => {
    if (node === undefined || isOneReplica(node)) return [];
    const message = text(
      "'train_mode: full' serves one user at a time and needs a single replica: '{0}' must be 1.",
      key,
    );
    return [
      finding('train-full-replicas', { path: [...at, key], span: node.span, stage: 'load' }, message, () => [
        { title: text("Change '{0}' to 1", key), edits: replaceValue(document, node, '1'), preferred: true },
      ]),
    ];
  };
  return deployments.items.flatMap((item, index) => {
    if (item.kind !== 'mapping') return [];
    const at = [...path, 'deployments', index];
    const scaling = childOf(item, 'autoscaling_config');
    return [
      ...refuse(childOf(item, 'num_replicas'), 'num_replicas', at),
      ...(scaling?.kind === 'mapping'
        ? refuse(childOf(scaling, 'max_replicas'), 'max_replicas', [...at, 'autoscaling_config'])
        : notAMapping(scaling, at)),
    ];
  });
}

/** The loader breaks off on an `autoscaling_config` that is neither a mapping nor false to Python. */
function notAMapping(node: TreeNode | undefined, at: Path): Finding[] {
  if (node === undefined || isFalsy(node)) return [];
  const message = text("With 'train_mode: full', '{0}' must be a mapping.", 'autoscaling_config');
  const place = { path: [...at, 'autoscaling_config'], span: node.span, stage: 'load' } as const;
  return [finding('train-full-replicas', place, message)];
}

/** `(value or 1) > 1` is false: what is false to Python, at most 1, or nan. Text and lists cannot be compared. */
function isOneReplica(node: TreeNode): boolean {
  if (isFalsy(node)) return true;
  if (node.kind !== 'scalar') return false;
  if (typeof node.value === 'boolean') return true;
  return (typeof node.value === 'number' || typeof node.value === 'bigint') && !(node.value > 1);
}

/** False to Python, or unknown. */
function isFalsy(node: TreeNode): boolean {
  if (node.kind === 'mapping') return node.entries.length === 0;
  if (node.kind === 'sequence') return node.items.length === 0;
  return node.interpolated || isFalsyValue(node);
}

function isFalsyValue({ value }: ScalarNode): boolean {
  if (value instanceof Uint8Array) return value.length === 0;
  return value === null || value === false || value === 0 || value === 0n || value === '';
}

function childOf({ entries }: MappingNode, key: string): TreeNode | undefined {
  return entries.find(entry => entry.key.value === key)?.value;
}

function textAt(node: MappingNode, key: string): string | undefined {
  const child = childOf(node, key);
  return child?.kind === 'scalar' && !child.interpolated && typeof child.value === 'string'
    ? child.value
    : undefined;
}
