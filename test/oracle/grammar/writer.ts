/** Nodes along YAML's grammar. */
import type { Random } from '../random';
import {
  any, below, chance, comments, doubleQuoted, easyKeys, easyProperties, easyWords, headers, oddKeys, oddProperties, oddWords, singleQuoted,
} from './tokens'; // prettier-ignore

const spaces = (width: number): string => ' '.repeat(Math.max(0, width));

/** Nodes of YAML at their places. What few people write comes rarely, so that most of it loads. */
export class Writer {
  /** Keys are taken from here, so that most are there once. */
  #unused: string[] = [];
  readonly #anchors: string[] = [];

  /** @param rare how likely is what few people write */
  constructor(
    private readonly random: Random,
    private readonly rare: number,
  ) {}

  is(probability: number): boolean {
    return chance(probability, this.random);
  }

  rarely(times = 1): boolean {
    return this.is(this.rare * times);
  }

  any(from: readonly string[]): string {
    return any(from, this.random);
  }

  #key(): string {
    if (this.rarely()) return 'k'.repeat([1023, 1024, 1025, 1100][below(4, this.random)] ?? 1024);
    if (this.rarely()) return 'a\n  b';
    if (this.is(0.12)) return this.any(this.rarely(10) ? oddKeys : easyKeys);
    if (this.#unused.length === 0) this.#unused = ['p', 'q', 'r', 's', 't', 'u', 'v', 'w'];
    return this.#unused.splice(below(this.#unused.length, this.random), 1)[0] ?? 'p';
  }

  mapping(indent: number, depth: number): string {
    let text = '';
    for (let left = 1 + below(3, this.random); left > 0; left -= 1) {
      if (text !== '' && this.is(0.15)) text += this.blankLines(indent);
      text += spaces(indent + (this.rarely() ? 1 : 0)) + this.#entry(indent, depth);
    }
    return text;
  }

  #entry(indent: number, depth: number): string {
    if (this.is(0.04)) {
      const key = this.is(0.7) ? ` ${this.#key()}\n` : this.value(indent, depth + 2);
      return this.is(0.8) ? `?${key}${spaces(indent)}:${this.value(indent, depth + 1)}` : `?${key}`;
    }
    const key = this.#key();
    const colon = this.is(0.04) ? ' :' : this.rarely() ? '\t:' : ':';
    if (key === '<<' && this.#anchors.length > 0 && this.is(0.7))
      return `${key}${colon} *${this.any(this.#anchors)}\n`;
    return key + colon + this.value(indent, depth);
  }

  sequence(indent: number, depth: number): string {
    let text = '';
    for (let left = 1 + below(3, this.random); left > 0; left -= 1) {
      if (text !== '' && this.is(0.1)) text += this.blankLines(indent);
      text += spaces(indent) + this.#item(indent, depth);
    }
    return text;
  }

  #item(indent: number, depth: number): string {
    const gap = this.rarely() ? '\t' : spaces(this.is(0.85) ? 1 : 1 + below(3, this.random));
    if (depth < 3 && this.is(0.25)) {
      const inner = indent + 1 + gap.length;
      const text = this.is(0.7) ? this.mapping(inner, depth + 1) : this.sequence(inner, depth + 1);
      return `-${gap}${text.trimStart()}`;
    }
    return `-${this.value(indent, depth)}`;
  }

  /** From behind the colon or dash to the end of the line that the value ends in. */
  value(indent: number, depth: number): string {
    const gap = this.rarely() ? '\t' : this.rarely() ? '' : spaces(this.is(0.9) ? 1 : 2);
    const own = this.#properties();
    const end = this.#end();
    const way = this.random();
    if (depth < 3 && way < 0.22) return `${gap}${own.trimEnd()}${end}${this.#collection(indent, depth)}`;
    if (way < 0.5) return `${gap}${own}${this.#word()}${end}`;
    if (way < 0.56) return `${gap}${own}${this.#plainOverLines(indent)}${end}`;
    if (way < 0.66) return `${gap}${own}${this.#quoted()}${end}`;
    if (way < 0.84) return `${gap}${own}${this.#flow(indent, 0)}${end}`;
    if (way < 0.92) return `${gap}${own}${this.#block(indent)}`;
    if (way < 0.95 && this.#anchors.length > 0) return `${gap}*${this.any(this.#anchors)}${end}`;
    if (way < 0.97) return `${own}\n${spaces(indent + 1 + below(3, this.random))}${this.#scalar()}${end}`;
    return `${own === '' ? '' : gap + own.trimEnd()}${end}`;
  }

  #collection(indent: number, depth: number): string {
    const isList = this.is(0.4);
    const more = this.is(0.85) ? 2 : 1 + below(4, this.random);
    const inner = Math.max(0, indent) + (isList && indent >= 0 && this.is(0.5) ? 0 : more);
    const blank = this.is(0.1) ? this.blankLines(inner) : '';
    return blank + (isList ? this.sequence(inner, depth + 1) : this.mapping(inner, depth + 1));
  }

  #properties(): string {
    if (!this.is(0.1)) return '';
    if (this.rarely(10)) return this.any(oddProperties);
    if (this.is(0.4)) return this.any(easyProperties);
    const name = ['r', 's', 't', 'u', 'v'].find(each => !this.#anchors.includes(each)) ?? 'r';
    this.#anchors.push(name);
    return `&${name} `;
  }

  #end(): string {
    const comment = this.is(0.12) ? (this.rarely(3) ? this.any(comments) : ' # c') : this.is(0.04) ? ' ' : '';
    return `${this.rarely() ? '\t' : ''}${comment}\n`;
  }

  blankLines(indent: number): string {
    let text = '';
    for (let left = 1 + below(2, this.random); left > 0; left -= 1) {
      const margin = spaces(this.is(0.4) ? indent : below(8, this.random));
      text += this.rarely()
        ? `${margin}\t\n`
        : this.is(0.6)
          ? `${margin}# c\n`
          : `${this.is(0.6) ? '' : margin}\n`;
    }
    return text;
  }

  #word(): string {
    return this.any(this.rarely(4) ? oddWords : easyWords);
  }

  #quoted(): string {
    if (!this.rarely(4))
      return this.any(['"x"', "'x'", '""', '"a b"', "'it''s'", '"\\n"', '"a: b"', "'# c'", '"a\n  b"']);
    return this.any(this.is(0.6) ? doubleQuoted : singleQuoted);
  }

  #scalar(): string {
    return this.is(0.7) ? this.#word() : this.#quoted();
  }

  #plainOverLines(indent: number): string {
    let text = this.#word();
    for (let left = 1 + below(2, this.random); left > 0; left -= 1) {
      const between = this.is(0.2) ? '\n' : this.rarely() ? '\n # c' : this.rarely() ? '\n\t' : '';
      text += `${between}\n${spaces(indent + 1 + below(3, this.random))}${this.#word()}`;
    }
    return text;
  }

  #block(indent: number): string {
    const more = 1 + below(3, this.random);
    const margin = Math.max(0, indent) + more;
    const header = this.is(0.8)
      ? this.any(['|', '>', '|-', '>-', '|+', '>+'])
      : `${this.any(['|', '>'])}${more}`;
    let text = `${this.rarely(4) ? this.any(headers) : header}${this.is(0.9) ? '\n' : this.#end()}`;
    // A first line that is indented more would set the margin of all.
    if (this.is(0.8)) text += `${spaces(margin)}${this.#word()}\n`;
    for (let left = below(4, this.random); left > 0; left -= 1) {
      const way = this.random();
      if (way < 0.15) text += `${spaces(below(this.rarely() ? 8 : margin + 1, this.random))}\n`;
      else if (way < 0.3) text += `${spaces(margin + 1)}${this.#word()}\n`;
      else if (this.rarely(2)) text += `${spaces(below(6, this.random))}\t${this.#word()}\n`;
      else if (this.rarely(2)) text += `${spaces(below(6, this.random))}# c\n`;
      else text += `${spaces(margin)}${this.#word()}\n`;
    }
    return text;
  }

  #flow(indent: number, depth: number): string {
    const isList = this.is(0.55);
    const edge = (): string => this.#flowGap(indent);
    const items: string[] = [];
    for (let left = below(4, this.random); left > 0; left -= 1)
      items.push(isList && !this.is(0.08) ? this.#flowNode(indent, depth) : this.#pair(indent, depth));
    const trailing = items.length > 0 && this.is(0.06) ? ',' : '';
    const inside = items.map(item => edge() + item + edge()).join(this.rarely() ? ',,' : ',');
    return (isList ? '[' : '{') + inside + trailing + (this.is(0.1) ? edge() : '') + (isList ? ']' : '}');
  }

  #flowNode(indent: number, depth: number): string {
    const own = this.is(0.05) ? this.#properties() : '';
    if (depth < 2 && this.is(0.2)) return own + this.#flow(indent, depth + 1);
    if (this.#anchors.length > 0 && this.is(0.05)) return `*${this.any(this.#anchors)}`;
    return own + this.#scalar();
  }

  #pair(indent: number, depth: number): string {
    const way = this.random();
    const key = way < 0.6 ? this.#key() : this.#scalar();
    if (this.is(0.04)) return `? ${key}${this.is(0.5) ? ` : ${this.#flowNode(indent, depth)}` : ''}`;
    if (this.is(0.08))
      return this.any([key, `${key}:`, `${key} :`, ':', `: ${key}`, '?', `"${key}":1`, `${key}:1`]);
    const colon = this.is(0.92) ? ': ' : `${this.#flowGap(indent)}:${this.#flowGap(indent)} `;
    return key + colon + this.#flowNode(indent, depth);
  }

  #flowGap(indent: number): string {
    const way = this.random();
    if (way < 0.75) return '';
    if (way < 0.9) return ' ';
    if (this.rarely(3))
      return this.any(['\t', '\n', '\n\t', ' # c\n', '#c\n', '\n# c\n', '\n\n', '\n--- ', '\n...\n']);
    return way < 0.97 ? `\n${spaces(indent + 1)}` : ` # c\n${spaces(indent + 2)}`;
  }
}
