/** Nodes and the collections in brackets. Source: libyaml 0.2.5, `yaml_parser_parse_node` and the flow states. */
import { text, type Text } from '../../../text/text';
import { depthLimit } from '../../limits/depth';
import { UnclosedBrackets } from '../scan/brackets';
import type { Faults } from '../scan/faults';
import { nothingAt, type YamlMapping, type YamlNode, type YamlPair, type YamlSequence } from './nodes';
import { wordEnd } from '../scan/places';
import type { Scanner } from '../scan/scanner';
import { endsDocument, type Token, type TokenKind } from '../scan/tokens';

/** Ends the reading of a text that nests deeper than is read. */
export class TooDeep extends Error {
  /** @param at offset of the first node that is deeper */
  constructor(readonly at: number) {
    super();
  }
}

const standardPrefix = 'tag:yaml.org,2002:';

interface Properties {
  readonly tag?: string;
  readonly anchor?: string;
}

type Collection = YamlMapping | YamlSequence;

export abstract class FlowParser {
  /** Mappings that stand where only items may, for whoever looks for the root of a text. */
  readonly strays: YamlMapping[] = [];
  /** Prefixes of tags by their handles. */
  readonly handles = new Map<string, string>();
  taken = 0;
  /** The line of the last token that stands in the text. */
  lineBefore = -1;
  #depth = 0;

  constructor(
    readonly scanner: Scanner,
    readonly faults: Faults,
  ) {
    this.resetHandles();
  }

  resetHandles(): void {
    this.handles.clear();
    this.handles.set('!', '!').set('!!', standardPrefix);
  }

  peek(): Token {
    return this.scanner.peek();
  }

  next(): Token {
    const token = this.scanner.next();
    this.taken += 1;
    if (token.end > token.start) this.lineBefore = token.line;
    return token;
  }

  /** Reports a token, of one that is no text the word that stands there, and at the end the last character. */
  fault(token: Token, message: Text, code: `yaml-${string}` = 'yaml-syntax'): void {
    const { start, line, kind } = token;
    // What is in a bracket that is never closed follows from that.
    if (this.scanner.brackets.areUnclosed) this.faults.settle(line);
    const end = token.end > start ? token.end : wordEnd(this.scanner.source, start);
    const span =
      kind === 'stream-end'
        ? { start: Math.max(0, start - 1), end: start }
        : { start, end: Math.max(end, start + 1) };
    this.faults.add(line, code, message, span);
  }

  missingKey(colon: Token): void {
    this.fault(colon, text('A key is missing before the colon.'), 'yaml-key');
  }

  /** True where no other token of its line was taken. */
  isFirstOfLine({ line }: Token): boolean {
    return this.lineBefore < line;
  }

  /**
   * @param inBlock false in brackets
   * @param mayBeIndentless true for the value of a key, whose items may stand at its column
   */
  node(inBlock: boolean, mayBeIndentless: boolean): YamlNode {
    if (this.#depth >= depthLimit) this.#goNoDeeper();
    this.#depth += 1;
    const node = this.#node(inBlock, mayBeIndentless);
    this.#depth -= 1;
    return node;
  }

  /** Brackets that are open since earlier lines may be ones that are never closed. */
  #goNoDeeper(): never {
    const { start, line } = this.peek();
    const brackets = this.scanner.brackets.newBefore(line);
    throw brackets.length > 0 ? new UnclosedBrackets(brackets) : new TooDeep(start);
  }

  #node(inBlock: boolean, mayBeIndentless: boolean): YamlNode {
    const first = this.peek();
    if (first.kind === 'alias') {
      this.next();
      return { kind: 'alias', start: first.start, end: first.end, name: first.value };
    }
    const { properties, end } = this.#properties();
    const hasProperties = end !== undefined;
    const token = this.peek();
    if (token.kind === 'scalar') {
      this.next();
      const { start, end: scalarEnd, style, value } = token;
      return { kind: 'scalar', start, end: scalarEnd, style, value, ...properties };
    }
    const collection =
      token.kind === 'flow-sequence-start'
        ? this.#flowSequence()
        : token.kind === 'flow-mapping-start'
          ? this.#flowMapping()
          : inBlock
            ? this.blockCollection(token, mayBeIndentless)
            : undefined;
    if (collection !== undefined) return hasProperties ? { ...collection, ...properties } : collection;
    if (hasProperties) return { ...nothingAt(end), ...properties };
    this.#missing(token);
    return nothingAt(token.start);
  }

  /** The block collection that begins with a token, if one does. */
  protected abstract blockCollection(token: Token, mayBeIndentless: boolean): Collection | undefined;

  /** A tag and an anchor in either order, and where they end. */
  #properties(): { properties: Properties; end: number | undefined } {
    const properties: { tag?: string; anchor?: string } = {};
    let end: number | undefined;
    for (;;) {
      const token = this.peek();
      if (token.kind === 'anchor' && properties.anchor === undefined) properties.anchor = token.value;
      else if (token.kind === 'tag' && properties.tag === undefined) properties.tag = this.#tag(token);
      else return { properties, end };
      end = token.end;
      this.next();
    }
  }

  #tag(token: Token): string {
    const { value: handle, suffix } = token;
    if (handle === '') return suffix;
    const prefix = this.handles.get(handle);
    if (prefix !== undefined) return prefix + suffix;
    this.fault(token, text('No `%TAG` before this defines `{0}`.', handle), 'yaml-tag');
    return '';
  }

  /** No node begins with a token. */
  #missing(token: Token): void {
    if (endsDocument(token)) {
      if (this.scanner.brackets.starts.length > 0) throw new UnclosedBrackets(this.scanner.brackets.starts);
      if (token.kind === 'document-end')
        this.fault(token, text('There is nothing before this end of a document.'));
      return;
    }
    if (token.kind === 'block-end') return;
    if (token.kind === 'value') this.missingKey(token);
    else if (token.kind === 'key') this.fault(token, text('The indentation does not fit the lines above.'));
    else this.fault(token, text('A value is missing before this.'));
  }

  #flowSequence(): YamlSequence {
    const { start } = this.next();
    const items: YamlNode[] = [];
    for (;;) {
      const token = this.#behindEntry(items.length > 0);
      if (token === undefined) continue;
      if (isFlowEnd(token)) {
        this.#closeWith(token, 'flow-sequence-end');
        return { kind: 'sequence', start, end: token.end, flow: true, items };
      }
      items.push(token.kind === 'key' ? this.#pairAsItem() : this.#flowNode());
    }
  }

  #flowMapping(): YamlMapping {
    const { start } = this.next();
    const pairs: YamlPair[] = [];
    for (;;) {
      const token = this.#behindEntry(pairs.length > 0);
      if (token === undefined) continue;
      if (isFlowEnd(token)) {
        this.#closeWith(token, 'flow-mapping-end');
        return { kind: 'mapping', start, end: token.end, flow: true, pairs };
      }
      if (token.kind === 'key') pairs.push(this.#flowPair());
      else {
        const key = this.#flowNode();
        pairs.push({ key, value: nothingAt(key.end) });
      }
    }
  }

  /**
   * The token that the next entry begins with, or the closing bracket; undefined where something else was left out.
   *
   * @param needsComma true behind an entry
   */
  #behindEntry(needsComma: boolean): Token | undefined {
    const token = this.peek();
    if (endsDocument(token)) throw new UnclosedBrackets(this.scanner.brackets.starts);
    if (isFlowEnd(token) || !needsComma) return token;
    if (token.kind === 'flow-entry') {
      this.next();
      const behind = this.peek();
      if (endsDocument(behind)) throw new UnclosedBrackets(this.scanner.brackets.starts);
      return behind;
    }
    if (token.kind === 'value' || token.kind === 'block-entry') {
      this.#missing(token);
      this.next();
      return undefined;
    }
    this.fault(token, text('A comma is missing before this.'));
    return token;
  }

  #closeWith(token: Token, closing: TokenKind): void {
    this.next();
    if (token.kind === closing) return;
    const isBracket = closing === 'flow-sequence-end';
    this.fault(
      token,
      isBracket
        ? text('This list begins with `[`, so it must end with `]`.')
        : text('This mapping begins with `{`, so it must end with `}`.'),
    );
  }

  /** A node in brackets. Where none begins, what stands there is left out. */
  #flowNode(): YamlNode {
    const before = this.taken;
    const node = this.node(false, false);
    const token = this.peek();
    if (this.taken === before && token.kind !== 'flow-entry' && !isFlowEnd(token) && !endsDocument(token))
      this.next();
    return node;
  }

  /** A key in a list in brackets, which makes a mapping of one entry. */
  #pairAsItem(): YamlMapping {
    const { start } = this.peek();
    const pair = this.#flowPair();
    return {
      kind: 'mapping',
      start: Math.min(start, pair.key.start),
      end: pair.value.end,
      flow: true,
      pairs: [pair],
    };
  }

  #flowPair(): YamlPair {
    const { end } = this.next();
    const token = this.peek();
    const hasNoKey = token.kind === 'value' || token.kind === 'flow-entry' || isFlowEnd(token);
    const key = hasNoKey ? nothingAt(end) : this.#flowNode();
    if (this.peek().kind !== 'value') return { key, value: nothingAt(key.end) };
    const colon = this.next();
    const behind = this.peek();
    const hasNoValue = behind.kind === 'flow-entry' || isFlowEnd(behind);
    return { key, value: hasNoValue ? nothingAt(colon.end) : this.#flowNode() };
  }
}

function isFlowEnd({ kind }: Token): boolean {
  return kind === 'flow-sequence-end' || kind === 'flow-mapping-end';
}
