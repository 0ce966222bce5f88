/**
 * The numbers of a device group. Nothing checks their types before each release computes with them, when a replica
 * starts: `ranks[-1]`, `rank // nproc_per_node` and `gpus_per_worker > 1` are a TypeError or KeyError then. Source:
 * twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1; a mock too.
 */
import type { Finding } from '../../document/tree/finding';
import type { Entry, MappingNode, ParsedDocument, Path, TreeNode } from '../../document/tree/tree';
import { text, type Text } from '../../text/text';
import { finding, isEmpty, sourceOf } from './findings';
import { isFloat } from './lax';
import { typeFix } from './values';

/** @param path of the group */
export function checkGroupNumbers(
  document: ParsedDocument,
  group: TreeNode | undefined,
  path: Path,
): Finding[] {
  if (group?.kind !== 'mapping') return [];
  const wrong = (entry: Entry, node: TreeNode, inside: Path, message: Message): Finding => {
    const span = node.span.start === node.span.end || node.kind === 'mapping' ? entry.key.span : node.span;
    const place = { path: [...path, ...inside], span, stage: 'replica' } as const;
    return finding('wrong-type', place, message(isEmpty(node) ? undefined : sourceOf(document, node)), () =>
      typeFix(document, node, 'integer'),
    );
  };
  const integerFor =
    (name: string): Message =>
    written =>
      written === undefined
        ? text("'{0}' has no value, so the replica fails. It must be an integer.", name)
        : text("'{0}' must be an integer, not {1}: the replica fails.", name, written);
  const findings: Finding[] = [];
  const perWorker = entryOf(group, 'gpus_per_worker');
  // What a float leads to depends on the other numbers, here and among ranks.
  if (perWorker !== undefined && !mayBeNumber(perWorker.value))
    findings.push(wrong(perWorker, perWorker.value, ['gpus_per_worker'], integerFor('gpus_per_worker')));
  const ranks = entryOf(group, 'ranks');
  if (ranks?.value.kind === 'sequence') {
    // A list is a mistake as a whole there: see the rule cpu-ranks-number.
    if (isOnCpus(group)) return findings;
    for (const [index, item] of ranks.value.items.entries())
      if (!mayBeNumber(item))
        findings.push(wrong(ranks, item, ['ranks', index], integerFor(`ranks[${index}]`)));
  } else if (ranks !== undefined && (!mayBeNumber(ranks.value) || isFloatNumber(document, ranks.value))) {
    const message: Message = written =>
      written === undefined
        ? text(
            "'{0}' has no value, so the replica fails. It must be an integer or a list of integers.",
            'ranks',
          )
        : text(
            "'{0}' must be an integer or a list of integers, not {1}: the replica fails.",
            'ranks',
            written,
          );
    findings.push(wrong(ranks, ranks.value, ['ranks'], message));
  }
  return findings;
}

/** @param written the value as it is written; undefined where there is none */
type Message = (written: string | undefined) => Text;

function entryOf({ entries }: MappingNode, key: string): Entry | undefined {
  return entries.find(entry => entry.key.value === key);
}

function isOnCpus(group: MappingNode): boolean {
  const type = entryOf(group, 'device_type')?.value;
  return type?.kind === 'scalar' && String(type.value).toUpperCase() === 'CPU';
}

/** A truth value is an integer to Python. */
function mayBeNumber(node: TreeNode): boolean {
  return node.kind === 'scalar' && (node.interpolated || /number|bigint|boolean/.test(typeof node.value));
}

function isFloatNumber(document: ParsedDocument, node: TreeNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'number' && isFloat(document, node);
}
