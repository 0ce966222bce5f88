/**
 * Puts what interpolations refer to in their place, as `OmegaConf.to_container(…, resolve=True)` does while a file is
 * loaded. What depends on the environment or on a form that is not read here stays unknown; what certainly fails is a
 * finding: the loader refuses the file, also where nobody reads the value.
 * Source: omegaconf/base.py, omegaconf/resolvers (OmegaConf 2.4.0); Twinkle registers no resolver of its own.
 */
import { text, type Text } from '../../text/text';
import type { Finding } from '../tree/finding';
import { isIncomplete } from '../tree/incomplete';
import { fragmentsOf, type Interpolation, type Fragment } from './interpolation';
import type { Argument } from './interpolationArguments';
import { keyRenaming, renamingFix, resolverRenaming, type Renaming } from './interpolationRenaming';
import { inSomePart } from '../tree/inParts';
import { keyText } from '../tree/locate';
import { problem } from '../tree/problems';
import {
  knownResolvers,
  pythonText,
  resolvedBy,
  unknownEnvironment,
  wrongCount,
  type Environment,
  type Resolved,
} from './resolvers';
import type { ParsedDocument, Path, ScalarNode, ScalarValue, TreeNode } from '../tree/tree';

/**
 * The document with the values that its interpolations have, and findings for those that have none.
 *
 * @param environment what is known of the variables that the launcher will have
 */
export function withInterpolations(
  document: ParsedDocument,
  environment: Environment = unknownEnvironment,
): ParsedDocument {
  const { root, text: source, problems } = document;
  if (root === undefined || !holdsInterpolation(document)) return document;
  const resolver = new Resolver(root, source, isIncomplete(document), environment);
  const resolved = resolver.node(root, []);
  return { ...document, root: resolved, problems: [...problems, ...resolver.problems] };
}

const holdsInterpolation = inSomePart(source => source.includes('${'));

/** Marks a path that leads nowhere, and one of which nothing is known. */
const missing = Symbol('missing');
const unknown = Symbol('unknown');
/** Marks a path that leads through the value that is being resolved. */
const itself = Symbol('itself');
type Found =
  { readonly node: TreeNode; readonly path: Path } | typeof missing | typeof unknown | typeof itself;

/**
 * Interpolations that are followed in one another and in all, and characters of a text that they make. Each may double
 * what the one before it made, so a page of them has no end; beyond this a value is unknown.
 */
const bounds = { depth: 60, steps: 20_000, characters: 100_000 };

/** Problems for which a key that may have been meant is looked for, and keys of a mapping among which. */
const mostMeant = { problems: 50, keys: 500 };

class Resolver {
  #steps = 0;
  /** Interpolations in arguments of interpolations that are being resolved. */
  #nested = 0;
  readonly problems: Finding[] = [];
  /** Values that are being resolved, by their paths: one that comes again refers to itself. */
  readonly #open = new Set<string>();
  readonly #told = new Set<number>();
  /** The values of mappings by their keys: a file may be one mapping, and refer to each of its keys. */
  readonly #values = new Map<TreeNode, ReadonlyMap<string, TreeNode>>();

  constructor(
    private readonly root: TreeNode,
    private readonly source: string,
    private readonly isIncomplete: boolean,
    private readonly environment: Environment,
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
    this.#steps += 1;
    if (this.#open.size >= bounds.depth || this.#steps > bounds.steps) return node;
    const own = JSON.stringify(path);
    this.#open.add(own);
    const value = this.#value(node, fragmentsOf(node.value), path);
    this.#open.delete(own);
    if (value === undefined) return node;
    if (isNode(value))
      return { ...value, span: node.span, ...(value.kind === 'scalar' && { resolvedFrom: node.value }) };
    return { ...node, value, interpolated: false, resolvedFrom: node.value };
  }

  #value(node: ScalarNode, fragments: readonly Fragment[], path: Path): ScalarValue | TreeNode | undefined {
    let result: string | undefined = '';
    for (const fragment of fragments) {
      if (typeof fragment === 'string') {
        result = result === undefined ? undefined : result + fragment;
        continue;
      }
      const target = this.#target(node, fragment, path);
      // The whole value keeps the target's type.
      if (fragments.length === 1)
        return target === undefined ? undefined : 'node' in target ? target.node : target.value;
      const shown = target === undefined ? undefined : this.#inText(target);
      result = result === undefined || shown === undefined ? undefined : result + shown;
      if (result !== undefined && result.length > bounds.characters) return undefined;
    }
    return result;
  }

  #target(node: ScalarNode, fragment: Interpolation, path: Path): Resolved {
    switch (fragment.kind) {
      case 'unknown':
        return undefined;
      case 'broken':
        return this.#refuse(
          node,
          fragment,
          text('OmegaConf cannot read this interpolation: the server refuses the file.'),
        );
      case 'resolver':
        return this.#resolver(node, fragment, path);
      case 'composed': {
        const keys = this.#keys(node, fragment.keys, path);
        return keys && this.#path(node, { ...fragment, keys }, path);
      }
      case 'path':
        return this.#path(node, fragment, path);
    }
  }

  #resolver(node: ScalarNode, fragment: Interpolation & { kind: 'resolver' }, path: Path): Resolved {
    if (!knownResolvers.has(fragment.name))
      return this.#refuse(
        node,
        fragment,
        text('Unknown resolver `{0}`: the server refuses the file.', fragment.name),
        resolverRenaming(this.#source(fragment, node), fragment.name),
      );
    // Arguments come first, also those that are not needed in the end.
    const args = fragment.args?.map(argument => this.#argument(node, argument, path));
    if (args === undefined) return undefined;
    const refused = wrongCount(fragment.name, args.length);
    if (refused !== undefined) return this.#refuse(node, fragment, refused);
    const outcome =
      fragment.name === 'oc.select'
        ? this.#selected(args, path)
        : resolvedBy(fragment.name, args, this.environment);
    return outcome !== undefined && 'refused' in outcome
      ? this.#refuse(node, fragment, outcome.refused)
      : outcome;
  }

  #argument(node: ScalarNode, argument: Argument, path: Path): Resolved {
    if (this.#nested >= bounds.depth) return undefined;
    this.#nested += 1;
    const resolved = this.#nestedArgument(node, argument, path);
    this.#nested -= 1;
    return resolved;
  }

  #nestedArgument(node: ScalarNode, argument: Argument, path: Path): Resolved {
    if (argument.kind === 'value') return argument;
    if (argument.kind === 'list' || argument.kind === 'mapping')
      for (const item of argument.items) this.#argument(node, item, path);
    if (argument.kind !== 'fragments') return undefined;
    const [only, ...more] = fragmentsOf(argument.text, argument.from).map(fragment =>
      typeof fragment === 'string' ? { value: fragment, isFloat: false } : this.#target(node, fragment, path),
    );
    if (more.length === 0 && !argument.quoted) return only;
    const texts = [only, ...more].map(each => (each === undefined ? undefined : this.#inText(each)));
    return texts.includes(undefined) ? undefined : { value: texts.join(''), isFloat: false };
  }

  /** What a path leads to, or the default; an empty value where there is neither. */
  #selected([key, ...otherwise]: readonly Resolved[], path: Path): Resolved {
    const name = key === undefined || 'node' in key ? undefined : key.value;
    const [target, ...others] = typeof name === 'string' ? fragmentsOf(`\${${name}}`) : [];
    if (typeof target !== 'object' || target.kind !== 'path' || others.length > 0 || this.isIncomplete)
      return undefined;
    const found = this.#find(
      target.levels === 0 ? [] : path.slice(0, path.length - target.levels),
      target.keys,
    );
    if (found !== missing) return undefined;
    return otherwise.length === 0 ? { value: null, isFloat: false } : otherwise[0];
  }

  #keys(node: ScalarNode, keys: readonly (string | Interpolation)[], path: Path): string[] | undefined {
    const found = keys.map(key => {
      if (typeof key === 'string') return key;
      const target = this.#target(node, key, path);
      const shown = target === undefined ? undefined : this.#inText(target);
      // A text with dots in it is several keys.
      return shown === undefined || !/^[^.[\]\\]+$/.test(shown) || !isKey(target) ? undefined : shown;
    });
    return found.includes(undefined) ? undefined : found.filter(key => key !== undefined);
  }

  #path(node: ScalarNode, fragment: Steps, path: Path): Resolved {
    const from =
      fragment.levels === 0
        ? []
        : fragment.levels > path.length
          ? undefined
          : path.slice(0, path.length - fragment.levels);
    const found = from === undefined ? missing : this.#find(from, fragment.keys);
    if (found === unknown) return undefined;
    const name = this.#source(fragment, node);
    if (found === missing) {
      return this.isIncomplete
        ? undefined
        : this.#refuse(
            node,
            fragment,
            text('`{0}` refers to a key that does not exist: the server refuses the file.', name),
            from && fragment.kind === 'path' ? this.#nearKey(name, from, fragment.keys, path) : undefined,
          );
    }
    if (found === itself || this.#isWithin(found.path, path) || this.#open.has(JSON.stringify(found.path)))
      return this.#refuse(node, fragment, text('`{0}` refers to itself: the server refuses the file.', name));
    if (found.node.kind === 'scalar' && found.node.value === '???')
      return this.#refuse(
        node,
        fragment,
        text('`{0}` refers to a value that is still `???`: the server refuses the file.', name),
      );
    const target = this.node(found.node, found.path);
    return isKnown(target) ? { node: target } : undefined;
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
      const next: TreeNode | undefined = this.#childOf(node, key);
      if (next === undefined) return missing;
      path.push(node.kind === 'sequence' ? indexOf(key, node.items.length) : key);
      node = next;
    }
    return { node, path };
  }

  #childOf(node: Exclude<TreeNode, ScalarNode>, key: string | number): TreeNode | undefined {
    if (node.kind === 'sequence') return node.items[indexOf(key, node.items.length)];
    let values = this.#values.get(node);
    if (values === undefined) {
      // Of keys that are shown alike the first counts.
      values = new Map(node.entries.toReversed().map(entry => [keyText(entry), entry.value]));
      this.#values.set(node, values);
    }
    return values.get(String(key));
  }

  #isWithin(ancestor: Path, path: Path): boolean {
    return ancestor.every((key, index) => key === path[index]);
  }

  /** The one key of a path that is not there, where changing it to one that is near makes the path lead somewhere. */
  #nearKey(written: string, from: Path, keys: readonly string[], own: Path): Renaming | undefined {
    if (this.problems.length >= mostMeant.problems) return undefined;
    for (const [index, key] of keys.entries()) {
      const parent = this.#find(from, keys.slice(0, index));
      if (typeof parent === 'symbol' || parent.node.kind !== 'mapping') return undefined;
      if (this.#childOf(parent.node, key) !== undefined) continue;
      if (parent.node.entries.length > mostMeant.keys) return undefined;
      const renaming = keyRenaming(written, key, parent.node.entries.map(keyText));
      const found = renaming && this.#find(from, keys.with(index, renaming.name));
      return found !== undefined && typeof found !== 'symbol' && !this.#isWithin(found.path, own)
        ? renaming
        : undefined;
    }
    return undefined;
  }

  #refuse(
    node: ScalarNode,
    fragment: Pick<Interpolation, 'at'>,
    message: Text,
    renaming?: Renaming,
  ): Resolved {
    const written = this.source.slice(node.span.start, node.span.end);
    const at = written.indexOf(this.#source(fragment, node));
    const start = node.span.start + Math.max(0, at);
    if (this.#told.has(start)) return undefined;
    this.#told.add(start);
    const end =
      at === -1 ? node.span.end : Math.min(node.span.end, start + fragment.at.end - fragment.at.start);
    // In a text with escapes the place is not known.
    const likely = at === -1 ? undefined : renaming;
    this.problems.push(
      problem(
        'yaml-interpolation',
        likely?.message ?? message,
        { start, end },
        likely && { fixes: () => [renamingFix(start, likely)] },
      ),
    );
    return undefined;
  }

  /** Python's `str` of a value, where it is certain: of a number only where it is written as an integer. */
  #inText(resolved: NonNullable<Resolved>): string | undefined {
    if ('value' in resolved) return resolved.isFloat ? undefined : pythonText(resolved.value);
    const { node } = resolved;
    if (node.kind !== 'scalar' || node.interpolated) return undefined;
    const { value, span } = node;
    if (typeof value !== 'number' && typeof value !== 'bigint')
      return value instanceof Uint8Array ? undefined : pythonText(value);
    return /^-?\d+$/.test(this.source.slice(span.start, span.end)) ? String(value) : undefined;
  }

  #source({ at }: Pick<Interpolation, 'at'>, node: ScalarNode): string {
    return typeof node.value === 'string' ? node.value.slice(at.start, at.end) : '';
  }
}

/** A path whose keys are known. */
interface Steps extends Pick<Interpolation, 'at'> {
  readonly kind: 'path' | 'composed';
  readonly levels: number;
  readonly keys: readonly string[];
}

/** A key is text or an integer; a boolean is refused, in words that nobody needs. */
function isKey(resolved: Resolved): boolean {
  if (resolved === undefined) return false;
  if ('value' in resolved)
    return typeof resolved.value === 'string' || (typeof resolved.value === 'number' && !resolved.isFloat);
  return resolved.node.kind === 'scalar' && ['string', 'number'].includes(typeof resolved.node.value);
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
