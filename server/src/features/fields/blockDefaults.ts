/** What holds where a block leaves keys out: their defaults. */
import type { TreeNode } from '../../document/tree/tree';
import type { FieldInfo } from '../../schema/table/fieldInfo';
import { variantsOf, type FieldContext } from '../../schema/table/table';
import { valueText } from './fieldText';

export interface InForce {
  readonly key: string;
  readonly value: string;
}

/** Defaults of the keys that the block does not write, in the order of the schema; those without effect aside. */
export function blockDefaults(
  field: FieldInfo,
  value: TreeNode | undefined,
  context: FieldContext,
): readonly InForce[] {
  if (field.noEffect || !field.shape.types.includes('object')) return [];
  const written = new Set(value?.kind === 'mapping' ? value.entries.map(({ key }) => key.value) : []);
  const variants = variantsOf(field.shape, context);
  const fields = variants.length === 1 || field.shape.byForm !== undefined ? variants[0]?.fields : undefined;
  return [...(fields?.values() ?? [])].flatMap(({ key, default: usual, noEffect, required }) => {
    const isTold = usual !== undefined && usual !== null && !noEffect && !required && !written.has(key);
    return isTold && !isEmpty(usual) ? [{ key, value: valueText(usual) }] : [];
  });
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
