/**
 * From nodes as they are written to the tree: values by the loader's own rules, aliases in the place of their anchors,
 * merge keys merged, and a finding for each that the loader refuses although it can be read.
 */
import { text } from '../../text/text';
import { depthLimit } from '../limits/depth';
import type { Finding } from '../tree/finding';
import { conflictingKeys, uniqueName, keyProblem } from './keys';
import { mergeEntries } from './merge';
import { problem } from '../tree/problems';
import { PartSpan, type PartStart } from '../tree/partSpan';
import { isNothing } from '../yaml/read/nodes';
import type {
  YamlAlias,
  YamlMapping,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
} from '../yaml/read/nodes';
import { resolvePlain, unreadable } from './scalars';
import type { Span } from '../tree/span';
import { isListOfPairs, isRefusedTag, resolveTagged, shortTag } from './tags';
import type { Anchor, Entry, ScalarNode, ScalarValue, TreeNode } from '../tree/tree';

/** Nodes that aliases may add before they are left unresolved; the loader itself refuses more than 10,000 in all. */
const aliasBudget = 20_000;

/** Findings beyond which a text has no more: they help nobody, and each takes time. */
const mostProblems = 200;

/** What is counted and named over a whole text, also where it is converted in parts. */
export class Scope {
  readonly anchors = new Map<string, Anchor>();
  aliased = 0;
}

export class Converter {
  readonly problems: Finding[] = [];
  /** Where the last node ends, from where offsets are counted. */
  contentEnd: number | undefined;
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
  readonly #part: PartStart | undefined;
  readonly #scope: Scope;

  /** @param part that the offsets of the nodes count from; undefined: the text as a whole */
  constructor(part?: PartStart, scope = new Scope()) {
    this.#part = part;
    this.#scope = scope;
  }

  convert(node: YamlNode, isKey = false): TreeNode {
    this.nodes += 1;
    if (node.kind === 'alias') return this.#alias(node);
    this.written += 1;
    // Of a broken text each line may be put into the one before.
    if (this.#depth > depthLimit) return unknown(this.#spanOf(node));
    const span = this.#spanOf(node);
    const isRefused = this.#refusesTag(node, span, isKey);
    const anchor = this.#openAnchor(node, span);
    const before = this.nodes;
    this.#depth += 1;
    const content = this.#content(node, span, isKey);
    this.#depth -= 1;
    const converted = isRefused ? unknown(span) : content;
    if (anchor !== undefined) {
      anchor.node = converted;
      anchor.size = this.nodes - before + 1;
    }
    return converted;
  }

  #content(node: Exclude<YamlNode, YamlAlias>, span: Span, isKey: boolean): TreeNode {
    switch (node.kind) {
      case 'mapping':
        return this.#mapping(node, span);
      case 'sequence':
        return this.#sequence(node, span, isListOfPairs(node.tag));
      case 'scalar':
        return this.#scalar(node, span, isKey);
    }
  }

  #mapping(node: YamlMapping, span: Span): TreeNode {
    const own: Entry[] = [];
    const merges: { key: ScalarNode; value: TreeNode }[] = [];
    const seen = new Map<string, Entry>();
    for (const pair of node.pairs) {
      const entry = this.pair(pair);
      if (entry === undefined) continue;
      if (isMergeKey(pair.key)) {
        merges.push(entry);
        continue;
      }
      const name = uniqueName(entry.key);
      const first = name === undefined ? undefined : seen.get(name);
      if (name !== undefined && first !== undefined) {
        this.#report(duplicateKey(name, first, entry));
        continue;
      }
      if (name !== undefined) seen.set(name, entry);
      own.push(entry);
    }
    const entries = merges.length === 0 ? own : mergeEntries(own, merges, this.problems);
    for (const conflict of conflictingKeys(entries)) this.#report(conflict);
    return { kind: 'mapping', span, flow: node.flow, entries };
  }

  /** An entry, or undefined where its key is none that a mapping can have. */
  pair(pair: YamlPair): Entry | undefined {
    const key = this.convert(pair.key, true);
    this.#isMerging = isMergeKey(pair.key);
    const value = this.convert(pair.value);
    this.#isMerging = false;
    const refused = keyProblem(pair.key, key);
    if (refused !== undefined) this.#report(refused);
    return key.kind === 'scalar' ? { key, value, merged: false } : undefined;
  }

  #sequence(node: YamlSequence, span: Span, isOfPairs: boolean): TreeNode {
    // What is merged is taken as it is written.
    const asPairs = isOfPairs && !this.#isMerging;
    this.#isMerging = false;
    const items = node.items.map(item => {
      const converted = this.convert(item);
      return asPairs ? this.#asPair(converted) : converted;
    });
    return { kind: 'sequence', span, flow: node.flow, items };
  }

  /** An item of `!!omap` or `!!pairs`: a list of key and value afterwards. */
  #asPair(item: TreeNode): TreeNode {
    const [entry, more] = item.kind === 'mapping' ? item.entries : [];
    if (item.kind === 'mapping' && entry !== undefined && more === undefined)
      return { kind: 'sequence', span: item.span, flow: item.flow, items: [entry.key, entry.value] };
    this.#report(problem('yaml-tag', text('An item here must be a mapping of exactly one key.'), item.span));
    return unknown(item.span);
  }

  #scalar(node: YamlScalar, span: Span, isKey: boolean): ScalarNode {
    const { style, value: source } = node;
    const value = valueOf(node, isKey);
    if (value === unreadable) this.#report(unreadableValue(source, span));
    if (typeof value === 'symbol' || value === undefined) return unknown(span, style);
    // An escaped `???` is that text, and no value that is still missing (OmegaConf 2.4.0, omegaconf/_missing.py).
    const isEscaped = !isKey && typeof value === 'string' && /^\\+\?\?\?$/.test(value);
    const interpolated = source.includes('${');
    return { kind: 'scalar', span, value: isEscaped ? value.slice(1) : value, style, interpolated };
  }

  #alias(node: YamlAlias): TreeNode {
    this.hasAnchors = true;
    this.hasAliases = true;
    const span = this.#spanOf(node);
    const anchor = this.#scope.anchors.get(node.name);
    if (anchor === undefined) {
      // Of one without a name the reader has reported that.
      if (node.name === '') return unknown(span);
      this.#report(
        problem('yaml-alias', text('There is no anchor `&{0}` before this alias.', node.name), span),
      );
      return unknown(span);
    }
    if (anchor.node === undefined) {
      const message = text('The alias `*{0}` is inside its own anchor.', node.name);
      this.#report(problem('yaml-alias', message, span));
      return unknown(span);
    }
    this.#scope.aliased += anchor.size;
    this.nodes += anchor.size - 1;
    return this.#scope.aliased > aliasBudget ? unknown(span) : anchor.node;
  }

  #openAnchor({ anchor: name }: Exclude<YamlNode, YamlAlias>, span: Span): Anchor | undefined {
    if (name === undefined) return undefined;
    this.hasAnchors = true;
    const first = this.#scope.anchors.get(name);
    if (first !== undefined) {
      this.#report(
        problem('yaml-anchor', text('The anchor `&{0}` already exists.', name), span, {
          related: [{ span: first.span, message: text('The first one') }],
        }),
      );
    }
    const anchor: Anchor = { span, size: 0 };
    this.#scope.anchors.set(name, anchor);
    this.anchors.set(name, anchor);
    return anchor;
  }

  #refusesTag(node: Exclude<YamlNode, YamlAlias>, span: Span, isKey: boolean): boolean {
    const { tag, kind } = node;
    if (tag === undefined) return false;
    // The reader has reported that it cannot be read.
    if (tag === '') return true;
    // A merge key is no value; elsewhere its tag has no constructor.
    if (isKey && (isMergeKey(node) || (kind === 'scalar' && tagOf(node, true) !== tag))) return false;
    if (!isRefusedTag(tag, kind)) return false;
    const message =
      isRefusedTag(tag, 'scalar') && isRefusedTag(tag, 'sequence') && isRefusedTag(tag, 'mapping')
        ? text('The server cannot read the tag `{0}`.', shortTag(tag))
        : text('The tag `{0}` does not fit its value.', shortTag(tag));
    this.#report(problem('yaml-tag', message, span));
    return true;
  }

  #report(finding: Finding): void {
    if (this.problems.length < mostProblems) this.problems.push(finding);
  }

  #spanOf({ start, end }: YamlNode): Span {
    this.contentEnd = Math.max(this.contentEnd ?? 0, end);
    return this.#part === undefined ? { start, end } : new PartSpan(this.#part, start, end);
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

/** The value of a scalar, {@link unreadable} where the loader makes none, undefined where it is not certain. */
function valueOf(node: YamlScalar, isKey: boolean): ScalarValue | undefined | typeof unreadable {
  const { style, value: source } = node;
  const tag = tagOf(node, isKey);
  // To libyaml a text with `!` before it is plain, also in quotes.
  const isPlain = tag === undefined ? style === 'plain' : tag === '!' && !isNothing(node);
  if (!isPlain) return tag === undefined ? source : resolveTagged(tag, source);
  // As values these have tags of their own that no constructor of the loader takes.
  return !isKey && (source === '=' || source === '<<') ? unreadable : resolvePlain(source);
}

function unreadableValue(source: string, span: Span): Finding {
  const message = text('YAML 1.1 cannot read `{0}` as a value: write it in quotes.', source);
  const edits = [{ span, newText: JSON.stringify(source) }];
  return problem('yaml-value', message, span, {
    fixes: () => [{ title: text('Put it in quotes'), edits, preferred: true }],
  });
}

/** The tag of a scalar as the loader takes it: a key may have the one of `=`. */
function tagOf({ tag }: YamlScalar, isKey: boolean): string | undefined {
  return isKey && tag === 'tag:yaml.org,2002:value' ? 'tag:yaml.org,2002:str' : tag;
}

function isMergeKey(node: YamlNode): boolean {
  if (node.kind !== 'scalar') return false;
  if (node.tag === 'tag:yaml.org,2002:merge') return true;
  return node.value === '<<' && (node.tag === '!' || (node.tag === undefined && node.style === 'plain'));
}

/** A scalar of which nothing is known; whoever reads an interpolated one must not draw conclusions from its value. */
function unknown(span: Span, style: ScalarNode['style'] = 'plain'): ScalarNode {
  return { kind: 'scalar', span, value: null, style, interpolated: true };
}
