/**
 * Puts what interpolations refer to in their place, as `OmegaConf.to_container(…, resolve=True)` does while a file is
 * loaded. What depends on the environment or on a form that is not read here stays unknown; what certainly fails is a
 * finding: the loader refuses the file, also where nobody reads the value.
 * Source: omegaconf/base.py, omegaconf/resolvers (OmegaConf 2.4.0); Twinkle registers no resolver of its own.
 */
import { text, type Text } from '../text/text';
import type { Finding } from './finding';
import { isIncomplete } from './incomplete';
import { partsOf, type Interpolation, type Part } from './interpolation';
import { keyText } from './locate';
import { problem } from './problems';
import type { ParsedDocument, Path, ScalarNode, ScalarValue, TreeNode } from './tree';

/** The resolvers that OmegaConf 2.4 brings along. */
export const knownResolvers: ReadonlySet<string> = new Set([
  'oc.coerce',
  'oc.create',
  'oc.decode',
  'oc.deprecated',
  'oc.dict.keys',
  'oc.dict.values',
  'oc.env',
  'oc.select',
]);

/** The document with the values that its interpolations have, and findings for those that have none. */
export function withInterpolations(document: ParsedDocument): ParsedDocument {
  const { root, text: source, problems } = document;
  if (root === undefined || !source.includes('${')) return document;
  const resolver = new Resolver(root, source, isIncomplete(document));
  const resolved = resolver.node(root, []);
  return { ...document, root: resolved, problems: [...problems, ...resolver.problems] };
}

/** Marks a path that leads nowhere, and one of which nothing is known. */
const missing = Symbol('missing');
const unknown = Symbol('unknown');
/** Marks a path that leads through the value that is being resolved. */
const itself = Symbol('itself');
type Found =
  { readonly node: TreeNode; readonly path: Path } | typeof missing | typeof unknown | typeof itself;

class Resolver {
  readonly problems: Finding[] = [];
  /** Values that are being resolved, by their paths: one that comes again refers to itself. */
  readonly #open = new Set<string>();
  readonly #told = new Set<number>();

  constructor(
    private readonly root: TreeNode,
    private readonly source: string,
    private readonly isIncomplete: boolean,
  ) {}

  /** The same node where nothing in it is to be resolved. */
  node(node: TreeNode, path: Path): TreeNode {
    if (node.kind === 'scalar') return this.#scalar(node, path);
    if (node.kind === 'sequence') {
      const items = node.items.map((item, index) => this.node(item, [...path, index]));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    const entries = node.entries.map(entry => {
      const value = this.node(entry.value, [...path, keyText(entry)]);
      return value === entry.value ? entry : { ...entry, value };
    });
    return entries.every((entry, index) => entry === node.entries[index]) ? node : { ...node, entries };
  }

  #scalar(node: ScalarNode, path: Path): TreeNode {
    if (!node.interpolated || typeof node.value !== 'string') return node;
    const own = JSON.stringify(path);
    this.#open.add(own);
    const value = this.#value(node, partsOf(node.value), path);
    this.#open.delete(own);
    if (value === undefined) return node;
    if (isNode(value))
      return { ...value, span: node.span, ...(value.kind === 'scalar' && { resolvedFrom: node.value }) };
    return { ...node, value, interpolated: false, resolvedFrom: node.value };
  }

  #value(node: ScalarNode, parts: readonly Part[], path: Path): ScalarValue | TreeNode | undefined {
    let result: string | undefined = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        result = result === undefined ? undefined : result + part;
        continue;
      }
      const target = this.#target(node, part, path);
      // The whole value keeps the target's type.
      if (parts.length === 1) return target;
      const shown = target === undefined ? undefined : this.#inText(target);
      result = result === undefined || shown === undefined ? undefined : result + shown;
    }
    return result;
  }

  #target(node: ScalarNode, part: Interpolation, path: Path): TreeNode | undefined {
    switch (part.kind) {
      case 'unknown':
        return undefined;
      case 'broken':
        return this.#refuse(
          node,
          part,
          text('OmegaConf cannot read this interpolation: the server refuses the file.'),
        );
      case 'resolver':
        return knownResolvers.has(part.name)
          ? undefined
          : this.#refuse(
              node,
              part,
              text('There is no resolver `{0}`: the server refuses the file.', part.name),
            );
      case 'path':
        break;
    }
    const from =
      part.levels === 0
        ? []
        : part.levels > path.length
          ? undefined
          : path.slice(0, path.length - part.levels);
    const found = from === undefined ? missing : this.#find(from, part.keys);
    if (found === unknown) return undefined;
    const name = this.#source(part, node);
    if (found === missing) {
      return this.isIncomplete
        ? undefined
        : this.#refuse(
            node,
            part,
            text('`{0}` refers to a key that is not there: the server refuses the file.', name),
          );
    }
    if (found === itself || this.#isWithin(found.path, path) || this.#open.has(JSON.stringify(found.path)))
      return this.#refuse(node, part, text('`{0}` refers to itself: the server refuses the file.', name));
    if (found.node.kind === 'scalar' && found.node.value === '???')
      return this.#refuse(
        node,
        part,
        text('`{0}` refers to a value that is still `???`: the server refuses the file.', name),
      );
    const target = this.node(found.node, found.path);
    return isKnown(target) ? target : undefined;
  }

  /** Follows a path, also through interpolations on the way. */
  #find(from: Path, keys: readonly string[]): Found {
    let node: TreeNode = this.root;
    const path: (string | number)[] = [];
    for (const [index, key] of [...from, ...keys].entries()) {
      if (node.kind === 'scalar') {
        if (node.interpolated) return this.#open.has(JSON.stringify(path)) ? itself : unknown;
        return node.value === null && index > 0 ? unknown : missing;
      }
      const next: TreeNode | undefined = childOf(node, key);
      if (next === undefined) return missing;
      path.push(node.kind === 'sequence' ? indexOf(key, node.items.length) : key);
      node = next;
    }
    return { node, path };
  }

  #isWithin(ancestor: Path, path: Path): boolean {
    return ancestor.every((key, index) => key === path[index]);
  }

  #refuse(node: ScalarNode, part: Interpolation, message: Text): TreeNode | undefined {
    const written = this.source.slice(node.span.start, node.span.end);
    const at = written.indexOf(this.#source(part, node));
    const start = node.span.start + Math.max(0, at);
    if (this.#told.has(start)) return undefined;
    this.#told.add(start);
    const end = at === -1 ? node.span.end : Math.min(node.span.end, start + part.at.end - part.at.start);
    this.problems.push(problem('yaml-interpolation', message, { start, end }));
    return undefined;
  }

  /** Python's `str` of a value, where it is certain: of a number only where it is written as an integer. */
  #inText(node: TreeNode): string | undefined {
    if (node.kind !== 'scalar' || node.interpolated) return undefined;
    const { value, span } = node;
    if (typeof value === 'string') return value;
    if (value === null) return 'None';
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    return /^-?\d+$/.test(this.source.slice(span.start, span.end)) ? String(value) : undefined;
  }

  #source({ at }: Interpolation, node: ScalarNode): string {
    return typeof node.value === 'string' ? node.value.slice(at.start, at.end) : '';
  }
}

function childOf(node: Exclude<TreeNode, ScalarNode>, key: string | number): TreeNode | undefined {
  if (node.kind === 'sequence') {
    const index = indexOf(key, node.items.length);
    return node.items[index];
  }
  return node.entries.find(entry => keyText(entry) === String(key))?.value;
}

/** Negative indexes count from the end since OmegaConf 2.4. */
function indexOf(key: string | number, length: number): number {
  const index = typeof key === 'number' ? key : /^-?\d+$/.test(key) ? Number(key) : -1 - length;
  return index < 0 ? index + length : index;
}

function isNode(value: ScalarValue | TreeNode): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** False where something in it is still to be resolved. */
function isKnown(node: TreeNode): boolean {
  if (node.kind === 'scalar') return !node.interpolated;
  if (node.kind === 'sequence') return node.items.every(isKnown);
  return node.entries.every(entry => isKnown(entry.value));
}
