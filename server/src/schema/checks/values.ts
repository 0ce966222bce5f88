/** Whether a value is of a field's type, and in its range. */
import { replaceValue } from '../../document/edits/edit';
import type { Finding, Fix } from '../../document/tree/finding';
import { textIn } from '../../document/tree/textIn';
import type { ParsedDocument, ScalarNode, TreeNode } from '../../document/tree/tree';
import { text, type Text } from '../../text/text';
import type { Shape, TypeName } from '../table/fieldInfo';
import { finding, isEmpty, sourceOf, wrongValue, type Place } from './findings';
import { isFloat, laxBoolean, laxInteger, laxNumber, laxText } from './lax';

/**
 * How strictly values are typed: as pydantic's lax mode does; as `isinstance` of Python does, to which a truth value is
 * an integer; or exactly as they are written (the cluster file, which is read by nobody but us).
 */
export type Mode = 'lax' | 'python' | 'exact';

/** What is wrong with a value itself, its inside aside. `name` is what the value is called: its key, or `key[index]`. */
export function checkValue(
  document: ParsedDocument,
  node: TreeNode,
  shape: Shape,
  place: Place,
  name: string,
  mode: Mode,
): Finding | undefined {
  if (shape.types.length === 0) return undefined;
  if (node.kind !== 'scalar') {
    const type = node.kind === 'mapping' ? 'object' : 'array';
    if (!shape.types.includes(type)) return wrongType(document, node, shape, place, name);
    return type === 'array' ? tooShort(node, shape, place, name) : undefined;
  }
  if (node.value === null && shape.types.includes('null')) return undefined;
  if (shape.values !== undefined) {
    if (typeof node.value === 'string' && shape.values.includes(node.value)) return undefined;
    return wrongValue(document, node, place, name, shape.values);
  }
  const taken = shape.types.map(type => take(document, node, type, mode)).find(value => value !== undefined);
  if (taken === undefined) return wrongType(document, node, shape, place, name);
  return outOfRange(document, node, shape, place, name, taken);
}

/** What a scalar becomes in a field of a type; undefined where it is refused. */
function take(
  document: ParsedDocument,
  node: ScalarNode,
  type: TypeName,
  mode: Mode,
): string | number | bigint | boolean | undefined {
  const { value } = node;
  if (mode !== 'lax') {
    if (mode === 'python' && typeof value === 'boolean' && isNumeric(type)) return value ? 1 : 0;
    if (type === 'string') return typeof value === 'string' ? value : undefined;
    if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
    if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
    const isInteger = !isFloat(document, node);
    return type === 'number' || (type === 'integer' && isInteger) ? value : undefined;
  }
  if (type === 'string') return laxText(node);
  if (type === 'boolean') return laxBoolean(node);
  if (type === 'integer') return laxInteger(node);
  return type === 'number' ? laxNumber(node) : undefined;
}

function isNumeric(type: TypeName): boolean {
  return type === 'integer' || type === 'number';
}

function wrongType(
  document: ParsedDocument,
  node: TreeNode,
  shape: Shape,
  place: Place,
  name: string,
): Finding {
  const type = shape.types.find(each => each !== 'null') ?? 'null';
  const message = isEmpty(node)
    ? emptyMessage(type, name)
    : typeMessage(type, name, sourceOf(document, node));
  const fixes = (): readonly Fix[] => typeFix(document, node, type);
  return finding('wrong-type', place, message, fixes);
}

function typeMessage(type: TypeName, name: string, written: string): Text {
  switch (type) {
    case 'integer':
      return text("'{0}' must be an integer, not {1}.", name, written);
    case 'number':
      return text("'{0}' must be a number, not {1}.", name, written);
    case 'boolean':
      return text("'{0}' must be true or false, not {1}.", name, written);
    case 'string':
      return text("'{0}' must be text, not {1}.", name, written);
    case 'array':
      return text("'{0}' must be a list, not {1}.", name, written);
    case 'object':
      return text("'{0}' must be a mapping of keys and values, not {1}.", name, written);
    case 'null':
      return text("'{0}' must be empty, not {1}.", name, written);
  }
}

function emptyMessage(type: TypeName, name: string): Text {
  switch (type) {
    case 'integer':
      return text("'{0}' has no value. It must be an integer.", name);
    case 'number':
      return text("'{0}' has no value. It must be a number.", name);
    case 'boolean':
      return text("'{0}' has no value. It must be true or false.", name);
    case 'string':
      return text("'{0}' has no value. It must be text.", name);
    case 'array':
      return text("'{0}' has no value. It must be a list.", name);
    case 'object':
    // Null takes an empty value, so it is never refused.
    case 'null':
      return text("'{0}' has no value. It must be a mapping of keys and values.", name);
  }
}

/** Certain fixes: quotes around what was meant as text, or none around a number. */
export function typeFix(document: ParsedDocument, node: TreeNode, type: TypeName): readonly Fix[] {
  // What an interpolation gives is another place's to change.
  if (node.kind !== 'scalar' || node.resolvedFrom !== undefined) return [];
  const written = textIn(document, node.span);
  const plain = node.style === 'plain' && node.value !== null && !(node.value instanceof Uint8Array);
  if (type === 'string' && plain && /^[\w.:+-]+$/.test(written))
    return [change(document, node, JSON.stringify(written))];
  if (isNumeric(type) && typeof node.value === 'string' && /^-?[1-9]\d{0,14}$/.test(node.value))
    return [change(document, node, node.value)];
  return [];
}

function change(document: ParsedDocument, node: TreeNode, value: string): Fix {
  return { title: text('Change to {0}', value), edits: replaceValue(document, node, value), preferred: true };
}

function tooShort(node: TreeNode, { minItems = 0 }: Shape, place: Place, name: string): Finding | undefined {
  if (node.kind !== 'sequence' || node.items.length >= minItems) return undefined;
  return finding('out-of-range', place, text("'{0}' must have at least {1} {1|item|items}.", name, minItems));
}

function outOfRange(
  document: ParsedDocument,
  node: TreeNode,
  { minimum, exclusiveMinimum, maximum }: Shape,
  place: Place,
  name: string,
  value: string | number | bigint | boolean,
): Finding | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return undefined;
  const written = () => sourceOf(document, node);
  // Written as "not at least", so that nan is out of every range.
  if (minimum !== undefined && !(value >= minimum))
    return finding(
      'out-of-range',
      place,
      text("'{0}' must be at least {1}, not {2}.", name, minimum, written()),
    );
  if (exclusiveMinimum !== undefined && !(value > exclusiveMinimum))
    return finding(
      'out-of-range',
      place,
      text("'{0}' must be greater than {1}, not {2}.", name, exclusiveMinimum, written()),
    );
  if (maximum !== undefined && !(value <= maximum))
    return finding(
      'out-of-range',
      place,
      text("'{0}' must be at most {1}, not {2}.", name, maximum, written()),
    );
  return undefined;
}
