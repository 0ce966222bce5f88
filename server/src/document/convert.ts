/**
 * From the tree of the `yaml` package to ours: values by the loader's own rules, aliases in the place of their
 * anchors, merge keys merged, and a finding for what the loader refuses and the package does not.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { text } from '../text/text';
import { depthLimit } from './depth';
import type { Finding } from './finding';
import { conflictingKeys, isValueKey, keyProblem } from './keys';
import { mergeEntries } from './merge';
import { problem } from './problems';
import { resolvePlain, unreadable } from './scalars';
import type { Span } from './span';
import { isListOfPairs, isRefusedTag, resolveTagged, shortTag } from './tags';
import type { Anchor, Entry, MovableSpan, ScalarNode, TreeNode } from './tree';

/** Nodes that aliases may add before they are left unresolved; the loader itself refuses more than 10,000 in all. */
const aliasBudget = 20_000;

/** What is counted and named over a whole text, also where it is converted in parts. */
export class Scope {
  readonly anchors = new Map<string, Anchor>();
  aliased = 0;
}

export class Converter {
  readonly problems: Finding[] = [];
  /** The spans of all nodes that were made, each once. */
  readonly spans: MovableSpan[] = [];
  /** True where the text holds an anchor or an alias. */
  hasAnchors = false;
  hasAliases = false;
  /** Those that stand in the text itself. */
  readonly anchors = new Map<string, Anchor>();
  /** Nodes as the loader counts them: those behind an alias again for each alias. */
  nodes = 0;
  /** The same without those behind aliases. */
  written = 0;
  /** True while the value of a merge key begins. */
  #isMerging = false;
  #depth = 0;
  readonly #ends = new Map<Node, number>();
  readonly #shift: number;
  readonly #scope: Scope;

  /** @param shift is added to all offsets of the package */
  constructor(shift = 0, scope = new Scope()) {
    this.#shift = shift;
    this.#scope = scope;
  }

  /** @param at offset for a node that is not written */
  convert(node: Node | null, at: number, isKey = false): TreeNode {
    this.nodes += 1;
    if (!isAlias(node)) this.written += 1;
    if (node === null) return nullAt(this.#span(at, at));
    if (isAlias(node)) return this.#alias(node);
    // Of a broken text the package may put each line into the one before.
    if (this.#depth > depthLimit) return unknown(this.#span(at, at));
    const span = this.#spanOf(node);
    const isRefused = this.#refusesTag(node, span, isKey);
    const anchor = this.#openAnchor(node, span);
    const before = this.nodes;
    this.#depth += 1;
    const content = this.#content(node, span, isKey);
    this.#depth -= 1;
    // To the loader an anchor ends before a colon, which begins the text.
    const isCutShort = node.anchor?.includes(':') === true;
    const converted = isRefused || isCutShort ? unknown(span) : content;
    if (anchor !== undefined) {
      anchor.node = converted;
      anchor.size = this.nodes - before + 1;
    }
    return converted;
  }

  #content(node: Exclude<Node, Alias>, span: Span, isKey: boolean): TreeNode {
    if (isMap(node)) return this.#mapping(node, span);
    if (isSeq(node)) return this.#sequence(node, span, isListOfPairs(node.tag));
    if (isScalar(node)) return this.#scalar(node, span, isKey);
    return unknown(span);
  }

  #mapping(node: YAMLMap, span: Span): TreeNode {
    const own: Entry[] = [];
    const merges: { key: ScalarNode; value: TreeNode }[] = [];
    const seen = new Map<string, Entry>();
    for (const pair of node.items) {
      const entry = this.pair(pair, span.start);
      if (entry === undefined) continue;
      if (isMergeKey(pair.key as Node | null)) {
        merges.push(entry);
        continue;
      }
      const name =
        typeof entry.key.value === 'string' && !isValueKey(entry.key) ? entry.key.value : undefined;
      const first = name === undefined ? undefined : seen.get(name);
      if (name !== undefined && first !== undefined) {
        this.problems.push(duplicateKey(name, first, entry));
        continue;
      }
      if (name !== undefined) seen.set(name, entry);
      own.push(entry);
    }
    const entries = merges.length === 0 ? own : mergeEntries(own, merges, this.problems);
    this.problems.push(...conflictingKeys(entries));
    return { kind: 'mapping', span, flow: node.flow === true, entries };
  }

  /** An entry, or undefined where its key is none that a mapping can have. */
  pair({ key: keyNode, value: valueNode }: Pick<Pair, 'key' | 'value'>, at: number): Entry | undefined {
    const key = this.convert(
      keyNode as Node | null,
      this.#startOf(keyNode) ?? this.#startOf(valueNode) ?? at,
      true,
    );
    this.#isMerging = isMergeKey(keyNode as Node | null);
    const value = this.convert(valueNode as Node | null, key.span.end);
    this.#isMerging = false;
    const refused = keyProblem(keyNode as Node | null, key);
    if (refused !== undefined) this.problems.push(refused);
    return key.kind === 'scalar' ? { key, value, merged: false } : undefined;
  }

  #sequence(node: YAMLSeq, span: Span, isOfPairs: boolean): TreeNode {
    let at = span.start;
    // What is merged is taken as it is written.
    const asPairs = isOfPairs && !this.#isMerging;
    this.#isMerging = false;
    const items = node.items.map(item => {
      const converted = this.convert(item as Node | null, at);
      at = converted.span.end;
      return asPairs ? this.#asPair(converted) : converted;
    });
    return { kind: 'sequence', span, flow: node.flow === true, items };
  }

  /** An item of `!!omap` or `!!pairs`: a list of key and value afterwards. */
  #asPair(item: TreeNode): TreeNode {
    const [entry, more] = item.kind === 'mapping' ? item.entries : [];
    if (item.kind === 'mapping' && entry !== undefined && more === undefined)
      return { kind: 'sequence', span: item.span, flow: item.flow, items: [entry.key, entry.value] };
    this.problems.push(
      problem('yaml-tag', text('An item here must be a mapping of exactly one key.'), item.span),
    );
    return unknown(item.span);
  }

  #scalar(node: Scalar, span: Span, isKey: boolean): ScalarNode {
    const style = styleOf(node);
    const source = typeof node.value === 'string' ? node.value : (node.source ?? '');
    const interpolated = source.includes('${');
    const tagged = node.tag === undefined ? undefined : { value: resolveTagged(node.tag, source) };
    const value = tagged ? tagged.value : style === 'plain' ? resolvePlain(source) : source;
    if (value === unreadable || (!isKey && isIndicator(style, source, tagged !== undefined))) {
      this.problems.push(
        problem(
          'yaml-value',
          text('`{0}` is no value that YAML 1.1 can read: write it in quotes.', source),
          span,
          {
            fixes: () => [
              {
                title: text('Put it in quotes'),
                edits: [{ span, newText: JSON.stringify(source) }],
                preferred: true,
              },
            ],
          },
        ),
      );
    }
    if (typeof value === 'symbol' || value === undefined) return unknown(span, style);
    // An escaped `???` is that text, and no value that is still missing (OmegaConf 2.4.0, omegaconf/_missing.py).
    const isEscaped = !isKey && typeof value === 'string' && /^\\+\?\?\?$/.test(value);
    return { kind: 'scalar', span, value: isEscaped ? value.slice(1) : value, style, interpolated };
  }

  #alias(node: Alias): TreeNode {
    this.hasAnchors = true;
    this.hasAliases = true;
    const span = this.#spanOf(node);
    const anchor = this.#scope.anchors.get(node.source);
    if (anchor === undefined) {
      this.problems.push(
        problem('yaml-alias', text('No anchor `&{0}` stands before this alias.', node.source), span),
      );
      return unknown(span);
    }
    if (anchor.node === undefined) {
      const message = text('The alias `*{0}` stands inside of its own anchor.', node.source);
      this.problems.push(problem('yaml-alias', message, span));
      return unknown(span);
    }
    this.#scope.aliased += anchor.size;
    this.nodes += anchor.size - 1;
    return this.#scope.aliased > aliasBudget ? unknown(span) : anchor.node;
  }

  #openAnchor(node: Exclude<Node, Alias>, span: Span): Anchor | undefined {
    const { anchor: name } = node;
    if (name === undefined) return undefined;
    this.hasAnchors = true;
    const first = this.#scope.anchors.get(name);
    if (first !== undefined) {
      this.problems.push(
        problem('yaml-anchor', text('The anchor `&{0}` is already there.', name), span, {
          related: [{ span: first.span, message: text('The first one') }],
        }),
      );
    } else if (!/^[0-9A-Za-z_-]+(?::.+)?$/.test(name)) {
      const message = text('The anchor `&{0}` may hold letters, digits, `_` and `-` only.', name);
      this.problems.push(problem('yaml-anchor', message, span));
    }
    const anchor: Anchor = { span, size: 0 };
    this.#scope.anchors.set(name, anchor);
    this.anchors.set(name, anchor);
    return anchor;
  }

  #refusesTag(node: Exclude<Node, Alias>, span: Span, isKey: boolean): boolean {
    const { tag } = node;
    if (tag === undefined) return false;
    const kind = isMap(node) ? 'mapping' : isSeq(node) ? 'sequence' : 'scalar';
    // A merge key is no value; elsewhere its tag has no constructor.
    if ((isKey && isMergeKey(node)) || !isRefusedTag(tag, kind)) return false;
    const message =
      isRefusedTag(tag, 'scalar') && isRefusedTag(tag, 'sequence') && isRefusedTag(tag, 'mapping')
        ? text('The server cannot read the tag `{0}`.', shortTag(tag))
        : text('The tag `{0}` does not fit what it stands at.', shortTag(tag));
    this.problems.push(problem('yaml-tag', message, span));
    return true;
  }

  #startOf(node: unknown): number | undefined {
    const start = (node as Node | null)?.range?.[0];
    return start === undefined ? undefined : start + this.#shift;
  }

  #spanOf(node: Node): Span {
    const start = node.range?.[0] ?? 0;
    return this.#span(start + this.#shift, Math.max(start, endOf(node, this.#ends)) + this.#shift);
  }

  #span(start: number, end: number): Span {
    const span = { start, end };
    this.spans.push(span);
    return span;
  }
}

/** A second entry of one name. */
export function duplicateKey(name: string, first: Entry, second: Entry): Finding {
  return problem(
    'yaml-duplicate-key',
    text('The key `{0}` is already in this mapping: the server refuses the whole file.', name),
    second.key.span,
    { related: [{ span: first.key.span, message: text('The first `{0}`', name) }] },
  );
}

/**
 * Where a node's text ends; the package counts the blank lines and comments behind a block to it. Of a broken text it
 * may put each line into the one before: the way to the last node is gone once, and the answer is that of each node on it.
 */
function endOf(node: Node, known: Map<Node, number>): number {
  const way: Node[] = [];
  let last = node;
  for (let next = lastOf(last); next !== undefined && !known.has(last); next = lastOf(last)) {
    way.push(last);
    last = next;
  }
  const end = known.get(last) ?? last.range?.[1] ?? 0;
  if (way.length > 1) for (const each of way) known.set(each, end);
  return end;
}

/** What a block collection ends with, if it holds anything. */
function lastOf(node: Node): Node | undefined {
  if (isMap(node) && node.flow !== true) {
    const pair = node.items.at(-1);
    return ((pair?.value ?? pair?.key) as Node | null | undefined) ?? undefined;
  }
  return isSeq(node) && node.flow !== true
    ? ((node.items.at(-1) as Node | null | undefined) ?? undefined)
    : undefined;
}

function styleOf(node: Scalar): ScalarNode['style'] {
  switch (node.type) {
    case 'QUOTE_SINGLE':
      return 'single';
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block';
    default:
      return 'plain';
  }
}

/** `=` and `<<` as values have tags of their own that no constructor of the loader takes. */
function isIndicator(style: ScalarNode['style'], source: string, tagged: boolean): boolean {
  return style === 'plain' && !tagged && (source === '=' || source === '<<');
}

function isMergeKey(node: Node | null): boolean {
  if (!isScalar(node)) return false;
  if (node.tag !== undefined) return node.tag === 'tag:yaml.org,2002:merge';
  return styleOf(node) === 'plain' && node.value === '<<';
}

function nullAt(span: Span): ScalarNode {
  return { kind: 'scalar', span, value: null, style: 'plain', interpolated: false };
}

/** A scalar of which nothing is known; whoever reads an interpolated one must not draw conclusions from its value. */
function unknown(span: Span, style: ScalarNode['style'] = 'plain'): ScalarNode {
  return { kind: 'scalar', span, value: null, style, interpolated: true };
}
