/** What our tree says of a file beside the value that OmegaConf makes of it. */
import type { ScalarNode, TreeNode } from '../../server/src/document/tree/tree';
import { readAsLoader } from './compare';
import type { Spelt } from './verdicts';

export interface Difference {
  /** Keys and indexes, joined by dots. */
  readonly at: string;
  readonly ours: string;
  readonly loader: string;
}

export interface ValueComparison {
  readonly difference: Difference | undefined;
  /** Values that we leave open: interpolations that the environment decides, and the like. */
  readonly open: number;
}

/** Compares the whole value of a text with our reading of it, up to the first difference. */
export function comparedValues(text: string, loader: Spelt): ValueComparison {
  return comparedTree(readAsLoader(text).root, loader);
}

/** The same for a tree that is there already. */
export function comparedTree(root: TreeNode | undefined, loader: Spelt): ValueComparison {
  const comparison = new Comparing();
  // What holds nothing is an empty mapping to the loader.
  const isNothing = root === undefined || (root.kind === 'scalar' && root.value === null);
  if (!isNothing) comparison.node(root, loader, '');
  else if (JSON.stringify(loader) !== '{"dict":[]}') comparison.differ('', 'nothing', loader);
  return { difference: comparison.difference, open: comparison.open };
}

class Comparing {
  difference: Difference | undefined;
  open = 0;

  node(node: TreeNode, loader: Spelt, at: string): void {
    if (this.difference !== undefined) return;
    if (node.kind === 'scalar') this.scalar(node, loader, at);
    else if (node.kind === 'sequence') {
      if (!isList(loader) || loader.length !== node.items.length) this.differ(at, shown(node), loader);
      else
        node.items.forEach((item, index) => {
          this.node(item, loader[index] ?? null, `${at}.${index}`);
        });
    } else this.mapping(node, loader, at);
  }

  differ(at: string, ours: string, loader: Spelt): void {
    this.difference ??= { at, ours, loader: JSON.stringify(loader) };
  }

  private scalar(node: ScalarNode, loader: Spelt, at: string): void {
    if (node.interpolated) this.open += 1;
    else if (!isSameScalar(node.value, loader)) this.differ(at, shown(node), loader);
  }

  private mapping(node: TreeNode & { kind: 'mapping' }, loader: Spelt, at: string): void {
    const pairs = typeof loader === 'object' && loader !== null && 'dict' in loader ? loader.dict : undefined;
    // Of keys that are equal to Python, such as 1 and true, the last counts.
    const own = new Map(node.entries.map(entry => [keyOf(entry.key), entry.value]));
    if (pairs?.length !== own.size) {
      this.differ(at, shown(node), loader);
      return;
    }
    for (const [key, value] of pairs) {
      const name = loaderKey(key);
      const mine = own.get(name);
      if (mine === undefined) this.differ(at, `no ${name} in ${[...own.keys()].join(', ')}`, loader);
      else this.node(mine, value, `${at}.${name}`);
    }
  }
}

function isSameScalar(value: ScalarNode['value'], loader: Spelt): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value === loader;
  if (loader === null || typeof loader !== 'object') return false;
  if (value instanceof Uint8Array)
    return 'bytes' in loader && Buffer.from(value).toString('base64') === loader.bytes;
  if ('int' in loader)
    return typeof value === 'bigint' ? String(value) === loader.int : value === Number(loader.int);
  return 'float' in loader && typeof value === 'number' && Object.is(value, numberOf(loader.float));
}

/** A float in Python's spelling. */
function numberOf(spelling: string): number {
  if (spelling === 'nan') return NaN;
  return spelling.endsWith('inf') ? (spelling.startsWith('-') ? -Infinity : Infinity) : Number(spelling);
}

/** One name for keys that are equal to Python. */
function keyOf({ value }: ScalarNode): string {
  if (typeof value === 'boolean') return `number ${Number(value)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `number ${Number(value)}`;
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('base64')}`;
  return `text ${value ?? 'null'}`;
}

function loaderKey(key: Spelt): string {
  if (typeof key === 'boolean') return `number ${Number(key)}`;
  if (typeof key === 'string') return `text ${key}`;
  if (key === null || isList(key)) return 'another';
  if ('int' in key) return `number ${Number(key.int)}`;
  if ('float' in key) return `number ${numberOf(key.float)}`;
  return 'bytes' in key ? `bytes ${key.bytes}` : 'another';
}

function isList(value: Spelt): value is readonly Spelt[] {
  return Array.isArray(value);
}

function shown(node: TreeNode): string {
  if (node.kind === 'mapping') return `a mapping of ${node.entries.map(({ key }) => keyOf(key)).join(', ')}`;
  if (node.kind === 'sequence') return `a list of ${node.items.length}`;
  const { value, style } = node;
  const written =
    typeof value === 'bigint' || value instanceof Uint8Array ? String(value) : JSON.stringify(value);
  return `${style} ${Object.is(value, -0) ? '-0' : written}`;
}
