/** A configuration as text, in one person's style. */
import type { Random } from '../../fuzz/random';
import { anchored, beyond, isBuiltOn, isSame } from './anchors';
import { noteAbove, noteBehind } from './notes';
import { scalar } from './scalars';
import type { Style } from './style';
import { isList, isMapping, type Mapping, type Value } from './value';

export function written(whole: Mapping, style: Style, random: Random): string {
  const text = new Writer(whole, style, random).text();
  const body = `${style.start}${text}${style.end}`;
  return `${style.hasBom ? '\ufeff' : ''}${style.isDos ? body.replaceAll('\n', '\r\n') : body}`;
}

class Writer {
  private readonly lines: string[] = [];
  private readonly anchors: ReadonlyMap<string, Value>;
  private readonly named = new Set<string>();

  constructor(
    private readonly whole: Mapping,
    private readonly style: Style,
    private readonly random: Random,
  ) {
    this.anchors = style.hasAnchors ? anchored(whole) : new Map();
  }

  text(): string {
    if (this.style.comments > 30) this.lines.push(...this.comments('', 2), '');
    this.mapping(this.whole, '', '');
    const ragged = (line: string): string => (this.percent(20) && !/[>|]/.test(line) ? `${line}  ` : line);
    return (this.style.isRagged ? this.lines.map(ragged) : this.lines).join('\n');
  }

  private percent(share: number): boolean {
    return this.random.below(100) < share;
  }

  /** The first pair stands behind `lead`, which is the indentation or that of a list with its dash. */
  private mapping(mapping: Mapping, lead: string, indent: string): void {
    for (const [at, [key, value]] of this.ordered(mapping).entries()) {
      if (at > 0 && this.percent(this.style.comments / 5)) this.lines.push(...this.comments(indent, 1));
      if (indent === '' && at > 0 && this.style.gap > 0) this.lines.push('');
      this.pair(key, value, at === 0 ? lead : indent, indent);
    }
  }

  private ordered(mapping: Mapping): [string, Value][] {
    const pairs = Object.entries(mapping);
    // Anchors must come before their aliases, which the order of the content sees to.
    if (!this.style.isShuffled || this.anchors.size > 0) return pairs;
    return pairs
      .map(pair => ({ pair, place: this.random.below(1000) }))
      .sort((one, other) => one.place - other.place)
      .map(({ pair }) => pair);
  }

  private pair(key: string, value: Value, lead: string, indent: string): void {
    const { style } = this;
    const name = key.replaceAll('_config', '').replaceAll('_', '-');
    const anchor = this.anchors.get(key);
    let mark = '';
    if (anchor !== undefined && this.named.has(key)) {
      if (isSame(value, anchor)) {
        this.line(`${lead}${key}: *${name}`, key);
        return;
      }
      if (isMapping(value) && isMapping(anchor) && isBuiltOn(value, anchor)) {
        const inner = indent + ' '.repeat(style.width);
        this.line(`${lead}${key}:`, key);
        this.line(`${inner}<<: *${name}`, '<<');
        this.mapping(beyond(value, anchor), inner, inner);
        return;
      }
    } else if (anchor !== undefined) {
      this.named.add(key);
      mark = ` &${name}`;
    }
    if (isMapping(value) && Object.keys(value).length > 0)
      this.pairOfMapping(`${lead}${key}:${mark}`, value, key, indent);
    else if (isList(value) && value.length > 0) this.pairOfList(`${lead}${key}:${mark}`, value, key, indent);
    else if (typeof value === 'string' && value.includes(' ') && this.percent(style.folded)) {
      this.lines.push(`${lead}${key}:${mark} >-`);
      this.lines.push(...value.split(' ').map(word => `${indent}${' '.repeat(style.width)}${word}`));
    } else this.line(`${lead}${key}:${mark} ${this.flow(value)}`.trimEnd(), key);
  }

  private pairOfMapping(head: string, value: Mapping, key: string, indent: string): void {
    const { style } = this;
    const inner = indent + ' '.repeat(style.width);
    const pairs = Object.entries(value);
    const isShort = pairs.length < 5 && pairs.every(([, each]) => !isMapping(each) && !isObjects(each));
    if (!isShort || !this.percent(style.flow)) {
      this.line(head, key);
      this.mapping(value, inner, inner);
    } else if (this.percent(style.flowLines)) {
      this.lines.push(`${head} {`);
      for (const [at, [name, each]] of pairs.entries())
        this.line(`${inner}${name}: ${this.flow(each, true)}${at < pairs.length - 1 ? ',' : ''}`, name);
      this.lines.push(`${this.random.of([inner, inner, indent])}}`);
    } else this.line(`${head} ${this.flow(value)}`, key);
  }

  private pairOfList(head: string, items: readonly Value[], key: string, indent: string): void {
    const { style } = this;
    if (!isObjects(items) && this.percent(Math.max(style.flow, 50))) {
      this.line(`${head} ${this.flow(items)}`, key);
      return;
    }
    this.line(head, key);
    const dash = indent + (style.isListIndented ? ' '.repeat(style.width) : '');
    for (const [at, item] of items.entries()) {
      if (key === 'applications') {
        if (at > 0) this.lines.push(...Array.from({ length: style.gap }, () => ''));
        if (this.percent(style.comments)) this.lines.push(...this.comments(dash, 2));
      }
      if (isMapping(item)) this.mapping(item, `${dash}- `, `${dash}  `);
      else this.line(`${dash}- ${this.flow(item)}`, '');
    }
  }

  private flow(value: Value, isInFlow = false): string {
    const { flowEdge: edge } = this.style;
    if (isList(value)) {
      const comma = this.random.of([', ', ', ', ',']);
      const items = value.map(item => this.flow(item, true));
      return items.length === 0 ? '[]' : `[${edge}${items.join(comma)}${edge}]`;
    }
    if (isMapping(value)) {
      const pairs = Object.entries(value).map(([key, each]) => `${key}: ${this.flow(each, true)}`);
      return pairs.length === 0 ? '{}' : `{${edge}${pairs.join(', ')}${edge}}`;
    }
    return scalar(value, this.style, this.random, isInFlow);
  }

  /** With a comment behind it, where there are words for the key. */
  private line(code: string, key: string): void {
    const { style } = this;
    const note = this.percent(style.comments) ? noteBehind(key, style) : undefined;
    if (note === undefined) this.lines.push(code);
    else
      this.lines.push(`${code.padEnd(style.commentColumn)}${style.commentLead}#${style.commentGap}${note}`);
  }

  private comments(indent: string, most: number): string[] {
    return Array.from(
      { length: 1 + this.random.below(most) },
      () =>
        `${this.random.of([indent, indent, indent, ''])}#${this.style.commentGap}${noteAbove(this.style, this.random)}`,
    );
  }
}

/** A list of mappings, which hardly anybody writes in one line. */
const isObjects = (value: Value): boolean => isList(value) && value.some(isMapping);
