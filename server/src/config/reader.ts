/** Reads single fields of a mapping: typed where the text is, unknown where it is not. */
import type { Entry, MappingNode, Path, TreeNode } from '../document/tree/tree';
import type { Field, Optional } from './field';

export class Reader {
  constructor(
    readonly node: MappingNode,
    readonly path: Path,
  ) {}

  entry(key: string): Entry | undefined {
    return this.node.entries.find(entry => entry.key.value === key);
  }

  /** The reader of a child mapping, or undefined where there is none. */
  mapping(key: string): Reader | undefined {
    const value = this.entry(key)?.value;
    return value?.kind === 'mapping' ? new Reader(value, [...this.path, key]) : undefined;
  }

  /** The items of a child list; none where there is no list. */
  items(key: string): readonly { node: TreeNode; path: Path }[] {
    const value = this.entry(key)?.value;
    if (value?.kind !== 'sequence') return [];
    return value.items.map((node, index) => ({ node, path: [...this.path, key, index] }));
  }

  field<T>(key: string, read: (node: TreeNode) => T | undefined): Optional<T> {
    const entry = this.entry(key);
    return entry && fieldOf(entry.value, [...this.path, key], read, entry);
  }

  text(key: string): Optional<string> {
    return this.field(key, textOf);
  }

  number(key: string): Optional<number> {
    return this.field(key, numberOf);
  }
}

export function fieldOf<T>(
  node: TreeNode,
  path: Path,
  read: (node: TreeNode) => T | undefined,
  entry?: Entry,
): Field<T> {
  const value = read(node);
  return {
    ...(value === undefined ? {} : { value }),
    span: node.span,
    ...(entry === undefined ? {} : { keySpan: entry.key.span }),
    path,
    node,
  };
}

export function textOf(node: TreeNode): string | undefined {
  return node.kind === 'scalar' && !node.interpolated && typeof node.value === 'string'
    ? node.value
    : undefined;
}

/**
 * A number as pydantic's lax mode takes one for an `int` field: also `"9000"`, `2.0`, and true as 1. Fields that are
 * no pydantic fields (`device_group`, `device_mesh`) hold what YAML says; for them see {@link plainNumberOf}.
 */
export function numberOf(node: TreeNode): number | undefined {
  if (node.kind !== 'scalar' || node.interpolated) return undefined;
  const { value } = node;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && /^\s*[-+]?\d+(?:_\d+)*(?:\.0+)?\s*$/.test(value)
    ? Number(value.replaceAll('_', ''))
    : undefined;
}

export function plainNumberOf(node: TreeNode): number | undefined {
  return node.kind === 'scalar' && !node.interpolated && typeof node.value === 'number'
    ? node.value
    : undefined;
}

/** A list of numbers; undefined where one of them is something else. */
export function numbersOf(node: TreeNode): number[] | undefined {
  if (node.kind !== 'sequence') return undefined;
  const numbers = node.items.map(plainNumberOf);
  return numbers.every(number => number !== undefined) ? numbers : undefined;
}
