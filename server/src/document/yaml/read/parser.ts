/**
 * Tokens → nodes, as libyaml 0.2.5 parses them (src/parser.c). Where libyaml gives up, a fault is reported, and what
 * follows is put where it was most likely meant to be.
 */
import { text } from '../../../text/text';
import { FlowParser } from './flowParser';
import {
  isNothing,
  nothingAt,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlSequence,
} from './nodes';
import { columnOfFirst } from '../scan/places';
import { reportDirective } from '../scan/properties';
import type { Token, TokenKind } from '../scan/tokens';

type Kinds = ReadonlySet<TokenKind>;

const withoutValue: Kinds = new Set(['key', 'value', 'block-end', 'stream-end']);
const withoutItem: Kinds = new Set(['block-entry', 'block-end', 'stream-end']);
const withoutIndentlessItem: Kinds = new Set([...withoutItem, 'key', 'value']);
/** What ends every block collection. */
const ends: Kinds = new Set(['block-end', 'stream-end', 'document-start', 'document-end']);

export class Parser extends FlowParser {
  /** Mappings whose first key lacks its colon. */
  readonly #keyless = new WeakSet<YamlNode>();

  /** The rest of a mapping whose start was read, with its end. */
  pairs(): YamlPair[] {
    const pairs: YamlPair[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind === 'key') pairs.push(this.#pair());
      else if (ends.has(token.kind)) break;
      else this.#strayInMapping(token, pairs);
    }
    if (this.peek().kind === 'block-end') this.next();
    return pairs;
  }

  /** The rest of a list whose start was read, with its end. */
  items(): YamlNode[] {
    const items: YamlNode[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind === 'block-entry') items.push(this.#item(withoutItem));
      else if (ends.has(token.kind)) break;
      else this.#strayInSequence(token, items);
    }
    if (this.peek().kind === 'block-end') this.next();
    return items;
  }

  protected override blockCollection(
    token: Token,
    mayBeIndentless: boolean,
  ): YamlMapping | YamlSequence | undefined {
    const { start } = token;
    switch (token.kind) {
      case 'block-mapping-start': {
        this.next();
        return blockMapping(start, this.pairs());
      }
      case 'block-sequence-start':
        this.next();
        return blockSequence(start, this.items());
      case 'block-entry':
        return mayBeIndentless ? blockSequence(start, this.indentlessItems()) : undefined;
      default:
        return undefined;
    }
  }

  /** Items at the column of the key that they belong to. */
  indentlessItems(): YamlNode[] {
    const items: YamlNode[] = [];
    while (this.peek().kind === 'block-entry') items.push(this.#item(withoutIndentlessItem));
    return items;
  }

  #item(without: Kinds): YamlNode {
    const { end } = this.next();
    return without.has(this.peek().kind) ? nothingAt(end) : this.node(true, false);
  }

  #pair(): YamlPair {
    const { end } = this.next();
    const key = withoutValue.has(this.peek().kind) ? nothingAt(end) : this.node(true, true);
    if (this.peek().kind !== 'value') return { key, value: nothingAt(key.end) };
    return { key, value: this.#value() };
  }

  #value(): YamlNode {
    const { end } = this.next();
    return withoutValue.has(this.peek().kind) ? nothingAt(end) : this.node(true, true);
  }

  /** Something in a mapping that is no key. */
  #strayInMapping(token: Token, pairs: YamlPair[]): void {
    if (token.kind === 'value') {
      this.missingKey(token);
      this.#value();
      return;
    }
    const last = pairs.at(-1);
    const isItem = token.kind === 'block-entry';
    const isBehindFault = this.faults.line === this.lineBefore;
    // Lines that are deeper than an entry belong to it, if it has room for them.
    const hasRoom = last !== undefined && (isNothing(last.value) || (isBehindFault && isShort(last.value)));
    const isReported =
      last !== undefined && ((hasRoom && isBehindFault && !isItem) || this.#goesOn(token, last.value));
    if (isReported) this.faults.settle(token.line);
    const stray = this.#stray(token);
    // What an item holds are no entries of this mapping.
    if (isItem || !isBlockCollection(stray)) return;
    if (last === undefined) {
      if (stray.kind === 'mapping') pairs.push(...stray.pairs);
      return;
    }
    if (hasRoom) {
      pairs[pairs.length - 1] = { ...last, value: stray };
      return;
    }
    if (stray.kind === 'sequence') return;
    const keyed = this.#keyed(last.value, stray);
    if (keyed !== undefined) pairs[pairs.length - 1] = { ...last, value: keyed };
    else if (last.value.kind === 'mapping' && !last.value.flow) extend(last.value, stray.pairs);
    // One line may have slipped; of several the key above them is missing, and they are no entries here.
    else if (stray.pairs.length === 1) pairs.push(...others(pairs, stray.pairs));
  }

  /** A text alone on its line, and lines below it that are entries: it was meant as one, or as the key of them. */
  #keyed(value: YamlNode, below: YamlMapping): YamlMapping | undefined {
    if (value.kind !== 'scalar' || value.style !== 'plain' || isNothing(value)) return undefined;
    const column = columnOfFirst(this.scanner.source, value.start);
    const columnBelow = columnOfFirst(this.scanner.source, below.start);
    if (column === undefined || columnBelow === undefined || columnBelow < column) return undefined;
    const pairs =
      columnBelow > column
        ? [{ key: value, value: below }]
        : [{ key: value, value: nothingAt(value.end) }, ...below.pairs];
    const mapping = blockMapping(value.start, pairs);
    this.#keyless.add(mapping);
    return mapping;
  }

  /** True where a line goes on with the entries of a mapping whose first key lacks its colon: that was reported. */
  #goesOn({ start }: Token, value: YamlNode): boolean {
    const column = columnOfFirst(this.scanner.source, start);
    return (
      this.#keyless.has(value) &&
      column !== undefined &&
      column === columnOfFirst(this.scanner.source, value.start)
    );
  }

  /** Something in a list that is no item. */
  #strayInSequence(token: Token, items: YamlNode[]): void {
    const last = items.at(-1);
    let stray: YamlNode | undefined;
    if (token.kind === 'key') {
      const isDashed = this.#dashWithoutBlank(token);
      if (!isDashed) this.fault(token, text('The indentation does not fit the lines above.'));
      const { start } = token;
      const pairs: YamlPair[] = [];
      while (this.peek().kind === 'key') pairs.push(this.#pair());
      stray = blockMapping(start, isDashed ? withoutDash(pairs) : pairs);
      if (isDashed) {
        items.push(stray);
        return;
      }
      this.strays.push(stray);
    } else stray = this.#stray(token);
    if (stray?.kind !== 'mapping' || stray.flow) return;
    if (last !== undefined && isNothing(last)) items[items.length - 1] = stray;
    else if (last?.kind !== 'mapping' || last.flow) return;
    // What an item has already is the beginning of another one, whose dash is missing.
    else if (others(last.pairs, stray.pairs).length < stray.pairs.length) items.push(stray);
    else extend(last, stray.pairs);
  }

  /** True for a key such as `-name`, which was meant as an item, and is reported so. */
  #dashWithoutBlank({ start, line }: Token): boolean {
    if (!/^-\w/.test(this.scanner.source.slice(start, start + 2))) return false;
    const span = { start, end: start + 1 };
    const fix = {
      title: text('Insert a space'),
      edits: [{ span: { start: start + 1, end: start + 1 }, newText: ' ' }],
      preferred: true,
    };
    const message = text('A space is missing after the dash.');
    this.faults.add(line, 'yaml-syntax', message, span, { fixes: () => [fix] });
    return true;
  }

  /** Reports what does not belong into a block collection, and gives the node that it is, if it is one. */
  #stray(token: Token): YamlNode | undefined {
    switch (token.kind) {
      case 'flow-sequence-end':
      case 'flow-mapping-end':
        this.fault(token, text('There is no open bracket that this one could close.'));
        this.next();
        return undefined;
      case 'flow-entry':
        this.fault(token, text('A comma is allowed only between values in brackets.'));
        this.next();
        return undefined;
      case 'version-directive':
      case 'tag-directive':
        reportDirective(token.line, this.faults, token);
        this.next();
        return undefined;
      case 'block-entry':
        this.fault(token, text('The indentation does not fit the lines above.'));
        return this.#item(withoutIndentlessItem);
      default: {
        const isFirst = this.isFirstOfLine(token);
        this.fault(
          token,
          isFirst
            ? text('The indentation does not fit the lines above.')
            : text(
                'Nothing may follow this value on its line: begin a new line, or write the whole value in quotes.',
              ),
        );
        const before = this.taken;
        const node = this.node(true, false);
        if (this.taken === before) this.next();
        return node;
      }
    }
  }
}

function isBlockCollection(node: YamlNode | undefined): node is YamlMapping | YamlSequence {
  return (node?.kind === 'mapping' || node?.kind === 'sequence') && !node.flow;
}

/** True for a value that holds next to nothing. */
function isShort(value: YamlNode): boolean {
  if (value.kind === 'mapping') return value.flow && value.pairs.length === 0;
  return value.kind !== 'sequence' || (value.flow && value.items.length <= 1);
}

/** Entries of which the first one has a dash before its key. */
function withoutDash([first, ...more]: readonly YamlPair[]): YamlPair[] {
  if (first?.key.kind !== 'scalar') return more;
  const { start, value } = first.key;
  return [{ ...first, key: { ...first.key, start: start + 1, value: value.slice(1) } }, ...more];
}

/** Adds the entries that a mapping does not have yet. */
function extend(mapping: YamlMapping, pairs: readonly YamlPair[]): void {
  mapping.pairs.push(...others(mapping.pairs, pairs));
  const last = mapping.pairs.at(-1);
  if (last !== undefined) mapping.end = Math.max(mapping.end, last.value.end);
}

/** Entries whose keys are none of others. */
function others(known: readonly YamlPair[], pairs: readonly YamlPair[]): YamlPair[] {
  const names = new Set(known.map(({ key }) => nameOf(key)));
  return pairs.filter(({ key }) => !names.has(nameOf(key)));
}

const nameOf = (key: YamlNode): string | undefined => (key.kind === 'scalar' ? key.value : undefined);

function blockMapping(start: number, pairs: YamlPair[]): YamlMapping {
  return { kind: 'mapping', start, end: pairs.at(-1)?.value.end ?? start, flow: false, pairs };
}

function blockSequence(start: number, items: YamlNode[]): YamlSequence {
  return { kind: 'sequence', start, end: items.at(-1)?.end ?? start, flow: false, items };
}
