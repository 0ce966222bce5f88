/** Types in a notation that is the same in all languages. */
import type { Shape, TypeName } from './fieldInfo';

const names: Readonly<Record<TypeName, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'true | false',
  null: 'null',
  array: 'list',
  object: 'mapping',
};

/** Such as `integer | null`, `"mock" | "vllm"` or `list[integer]`. */
export function typeText({ types, values, items }: Shape): string {
  if (values !== undefined) return values.map(value => JSON.stringify(value)).join(' | ');
  if (types.length === 0) return 'any';
  return types
    .map(type => {
      const inner = type === 'array' && items !== undefined ? typeText(items) : 'any';
      return inner === 'any' ? names[type] : `list[${inner}]`;
    })
    .join(' | ');
}
