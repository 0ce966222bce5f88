/**
 * The arguments of a resolver, `${name:a, "b", [1, 2]}`, by OmegaConf's grammar. What holds a backslash is left open.
 * Source: omegaconf/grammar_visitor.py and the lexer of omegaconf/grammar (OmegaConf 2.4.0), compared with it by
 * test/oracle/interpolation.test.ts.
 */
import { closing } from './braces';

export type Argument =
  | { readonly kind: 'value'; readonly value: null | boolean | number | string; readonly isFloat: boolean }
  /** Text with interpolations in it: always text, unless it is one interpolation alone and not in quotes. */
  | { readonly kind: 'fragments'; readonly text: string; readonly from: number; readonly quoted: boolean }
  | { readonly kind: 'list' | 'mapping'; readonly items: readonly Argument[] }
  | { readonly kind: 'unknown' };

/** Undefined where something is of a form that is not read here. */
export function argumentsIn(text: string, from: number): readonly Argument[] | 'broken' | undefined {
  const reader: ArgumentReader = new ArgumentReader(text, from);
  reader.blanks();
  if (reader.isAtEnd()) return [];
  const args = reader.sequence('');
  if (reader.failed !== undefined) return reader.failed === 'broken' ? 'broken' : undefined;
  return reader.isAtEnd() ? args : 'broken';
}

/** One element alone, as `oc.decode` reads a text. */
export function elementIn(text: string): Argument | 'broken' {
  if (text.trim() === '') return 'broken';
  // Blanks at the ends are part of plain text here.
  if (text.trim() !== text) return { kind: 'unknown' };
  const reader = new ArgumentReader(text, 0);
  const element = reader.element();
  if (reader.failed === 'unknown') return { kind: 'unknown' };
  return reader.failed === undefined && reader.isAtEnd() ? element : 'broken';
}

const integer = /^[-+]?(?:0|[1-9](?:_?\d)*)$/;
const float =
  /^[-+]?(?:(?:0|[1-9](?:_?\d)*)?\.\d(?:_?\d)*|(?:0|[1-9](?:_?\d)*)\.|(?:(?:0|[1-9](?:_?\d)*)|(?:0|[1-9](?:_?\d)*)?\.\d(?:_?\d)*|(?:0|[1-9](?:_?\d)*)\.)e[-+]?\d(?:_?\d)*|inf|nan)$/i;

class ArgumentReader {
  /** Why it cannot go on: the loader cannot either, or this reader alone. */
  failed = undefined as 'broken' | 'unknown' | undefined;
  #index = 0;

  constructor(
    private readonly text: string,
    private readonly from: number,
  ) {}

  isAtEnd(): boolean {
    return this.#index >= this.text.length;
  }

  blanks(): void {
    while (/[ \t]/.test(this.#next)) this.#index += 1;
  }

  /** Elements up to a closing character, which is not taken. An element may be missing: it is an empty text. */
  sequence(close: string): Argument[] {
    const items: Argument[] = [];
    for (;;) {
      this.blanks();
      const isMissing = this.#next === ',' || this.#next === close;
      items.push(isMissing ? { kind: 'value', value: '', isFloat: false } : this.element());
      this.blanks();
      if (this.failed !== undefined || this.#next !== ',') return items;
      this.#index += 1;
    }
  }

  element(): Argument {
    const first = this.#next;
    if (first === '"' || first === "'") return this.#quoted(first);
    if (first === '[') return this.#list();
    return first === '{' ? this.#mapping() : this.#primitive();
  }

  get #next(): string {
    return this.text[this.#index] ?? '';
  }

  #is(character: string): boolean {
    return this.#next === character;
  }

  #quoted(quote: string): Argument {
    const start = this.#index + 1;
    let end = start;
    while (end < this.text.length && this.text[end] !== quote) {
      if (this.text[end] === '\\') return this.#fail('unknown');
      // An interpolation in it may hold quotes of its own.
      end = this.text.startsWith('${', end) ? (closing(this.text, end + 2) ?? this.text.length) + 1 : end + 1;
    }
    if (end >= this.text.length) return this.#fail('broken');
    this.#index = end + 1;
    return asText(this.text.slice(start, end), this.from + start, true);
  }

  #list(): Argument {
    this.#index += 1;
    this.blanks();
    const items = this.#next === ']' ? [] : this.sequence(']');
    return this.#closed(']') ? { kind: 'list', items } : this.#fail('broken');
  }

  #mapping(): Argument {
    this.#index += 1;
    this.blanks();
    const items: Argument[] = [];
    while (this.failed === undefined && this.#next !== '}') {
      const key = /^[\w/+.$%*@?|-]+(?:[ \t]+[\w/+.$%*@?|-]+)*/.exec(this.text.slice(this.#index))?.[0];
      if (key === undefined) return this.#fail('unknown');
      this.#index += key.length;
      this.blanks();
      if (!this.#is(':')) return this.#fail('broken');
      this.#index += 1;
      this.blanks();
      items.push(this.element());
      this.blanks();
      if (!this.#is(',')) break;
      this.#index += 1;
      this.blanks();
      if (this.#is('}')) return this.#fail('broken');
    }
    return this.#closed('}') ? { kind: 'mapping', items } : this.#fail('broken');
  }

  #primitive(): Argument {
    const start = this.#index;
    let hasInterpolation = false;
    while (!this.isAtEnd() && !/[,\]}]/.test(this.#next)) {
      if (this.text.startsWith('${', this.#index)) {
        hasInterpolation = true;
        const end = closing(this.text, this.#index + 2);
        if (end === undefined || end >= this.text.length) return this.#fail('broken');
        this.#index = end + 1;
      } else if (this.#next === '\\') return this.#fail('unknown');
      else if (/[\w/+.$%*@?|: \t-]/.test(this.#next)) this.#index += 1;
      else return this.#fail('broken');
    }
    const whole = this.text.slice(start, this.#index);
    const written = whole.trimEnd();
    // The blanks behind a colon belong to it.
    if (written.endsWith(':') && whole !== written) return this.#fail('unknown');
    if (written === '') return this.#fail('broken');
    // Only a field may be without a value yet.
    if (written === '???') return this.#fail('unknown');
    if (hasInterpolation) return asText(written, this.from + start, false);
    return typed(written);
  }

  #closed(close: string): boolean {
    this.blanks();
    if (this.failed !== undefined || this.#next !== close) return false;
    this.#index += 1;
    return true;
  }

  #fail(kind: 'broken' | 'unknown'): Argument {
    this.failed ??= kind;
    return { kind: 'unknown' };
  }
}

function asText(text: string, from: number, quoted: boolean): Argument {
  return text.includes('${')
    ? { kind: 'fragments', text, from, quoted }
    : { kind: 'value', value: text, isFloat: false };
}

function typed(written: string): Argument {
  const value = (of: null | boolean | number | string, isFloat = false): Argument => ({
    kind: 'value',
    value: of,
    isFloat,
  });
  if (/^null$/i.test(written)) return value(null);
  if (/^(?:true|false)$/i.test(written)) return value(/^t/i.test(written));
  const digits = written.replaceAll('_', '').toLowerCase();
  if (integer.test(written)) return value(Number(digits));
  if (!float.test(written)) return value(written);
  const magnitude = digits.replace(/^[-+]/, '');
  const size = magnitude === 'inf' ? Infinity : magnitude === 'nan' ? NaN : Number(magnitude);
  return value(digits.startsWith('-') ? -size : size, true);
}
