/**
 * The `${…}` of OmegaConf in a text, as far as they are of the usual forms; what is of another form is `unknown`, which
 * is not wrong. Source: omegaconf/grammar (OmegaConf 2.4.0).
 */
import { closing } from './braces';
import { argumentsIn, type Argument } from './interpolationArguments';

export type Interpolation =
  /** `${a.b[0]}`; `levels` is the number of leading dots, 0 for a path from the root. */
  | { readonly kind: 'path'; readonly levels: number; readonly keys: readonly string[]; readonly at: Place }
  /** `${a.${b}}`: keys that are values themselves. */
  | {
      readonly kind: 'composed';
      readonly levels: number;
      readonly keys: readonly (string | Interpolation)[];
      readonly at: Place;
    }
  /** `${name:a,b}`; the arguments are undefined where they are of a form that is not read here. */
  | {
      readonly kind: 'resolver';
      readonly name: string;
      readonly args: readonly Argument[] | undefined;
      readonly at: Place;
    }
  /** `${` without its brace, `${}`, and what the grammar has no rule for. */
  | { readonly kind: 'broken'; readonly at: Place }
  | { readonly kind: 'unknown'; readonly at: Place };

/** Offsets in the text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What a text is made of, in order: literal text with its escapes resolved, and interpolations. */
export type Fragment = string | Interpolation;

/** What a key in a path may hold; its other forms need a nested interpolation or a backslash. */
const key = String.raw`[^\\{}()[\]:.\s'"]+`;
const path = new RegExp(String.raw`^\s*(\.*)(${key}|\[${key}\])((?:\.${key}|\[${key}\])*)\s*$`);
const keys = new RegExp(key, 'g');
const resolver = /^\s*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)[ \t]*:/;

/** @param from offset of the text in the whole, for the places */
export function fragmentsOf(text: string, from = 0): Fragment[] {
  const fragments: Fragment[] = [];
  let literal = '';
  let index = 0;
  while (index < text.length) {
    const open = text.indexOf('${', index);
    if (open === -1) break;
    const slashes = /(?<!\\)\\*$/.exec(text.slice(index, open))?.[0].length ?? 0;
    literal += text.slice(index, open - slashes) + '\\'.repeat(slashes >> 1);
    if (slashes % 2 === 1) {
      literal += '${';
      index = open + 2;
      continue;
    }
    if (literal !== '') fragments.push(literal);
    literal = '';
    const end = closing(text, open + 2);
    if (end === undefined)
      return [...fragments, { kind: 'broken', at: { start: from + open, end: from + text.length } }];
    fragments.push(interpolationOf(text.slice(open + 2, end), { start: from + open, end: from + end + 1 }));
    index = end + 1;
  }
  literal += text.slice(index);
  return literal === '' ? fragments : [...fragments, literal];
}

/** What stands between `${` and `}`. */
function interpolationOf(content: string, at: Place): Interpolation {
  const match = path.exec(content);
  if (match !== null) {
    const [, dots = '', first = '', rest = ''] = match;
    return { kind: 'path', levels: dots.length, keys: `${first}${rest}`.match(keys) ?? [], at };
  }
  const named = resolver.exec(content);
  if (named !== null) {
    const [head, name = ''] = named;
    const args = argumentsIn(content.slice(head.length), at.start + 2 + head.length);
    return args === 'broken' ? { kind: 'broken', at } : { kind: 'resolver', name, args, at };
  }
  // Escapes in keys, and resolvers whose name is a value itself, are not read here.
  const isOpen = content.includes('\\') || /^\s*[\w.-]*\$\{[^]*:/.test(content);
  return composed(content, at) ?? { kind: isOpen ? 'unknown' : 'broken', at };
}

/** A path of which at least one key is an interpolation of its own. */
function composed(content: string, at: Place): Interpolation | undefined {
  const blanks = /^\s*/.exec(content)?.[0].length ?? 0;
  let index = blanks;
  while (content[index] === '.') index += 1;
  const levels = index - blanks;
  const found: (string | Interpolation)[] = [];
  const end = content.trimEnd().length;
  while (index < end) {
    const bracket = content[index] === '[';
    if (bracket || (found.length > 0 && content[index] === '.')) index += 1;
    else if (found.length > 0) return undefined;
    const rest = content.slice(index, end);
    const isNested = rest.startsWith('${');
    const name = isNested ? undefined : new RegExp(`^${key}`).exec(rest)?.[0];
    const close = isNested ? closing(rest, 2) : undefined;
    if (name !== undefined) {
      found.push(name);
      index += name.length;
    } else if (close !== undefined && close < rest.length) {
      const start = at.start + 2 + index;
      found.push(interpolationOf(rest.slice(2, close), { start, end: start + close + 1 }));
      index += close + 1;
    } else return undefined;
    if (bracket && content[index] !== ']') return undefined;
    if (bracket) index += 1;
  }
  return found.length === 0 ? undefined : { kind: 'composed', levels, keys: found, at };
}
