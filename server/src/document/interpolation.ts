/**
 * The `${…}` of OmegaConf in a text, as far as they are of the usual forms; what is of another form is `unknown`, which
 * is not wrong. Source: omegaconf/grammar (OmegaConf 2.4.0).
 */

export type Interpolation =
  /** `${a.b[0]}`; `levels` is the number of leading dots, 0 for a path from the root. */
  | { readonly kind: 'path'; readonly levels: number; readonly keys: readonly string[]; readonly at: Place }
  | { readonly kind: 'resolver'; readonly name: string; readonly at: Place }
  /** `${` without its brace, and `${}`. */
  | { readonly kind: 'broken'; readonly at: Place }
  | { readonly kind: 'unknown'; readonly at: Place };

/** Offsets in the text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What a text is made of, in order: literal text with its escapes resolved, and interpolations. */
export type Part = string | Interpolation;

/** What a key in a path may hold; its other forms need a nested interpolation. */
const key = String.raw`[^\\{}()[\]:.\s'"$]+`;
const path = new RegExp(String.raw`^\s*(\.*)(${key}|\[${key}\])((?:\.${key}|\[${key}\])*)\s*$`);
const keys = new RegExp(key, 'g');
const resolver = /^([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*):/;

export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let literal = '';
  let index = 0;
  while (index < text.length) {
    const open = text.indexOf('${', index);
    if (open === -1) break;
    const slashes = /\\*$/.exec(text.slice(index, open))?.[0].length ?? 0;
    literal += text.slice(index, open - slashes) + '\\'.repeat(slashes >> 1);
    if (slashes % 2 === 1) {
      literal += '${';
      index = open + 2;
      continue;
    }
    if (literal !== '') parts.push(literal);
    literal = '';
    const end = closing(text, open + 2);
    if (end === undefined) return [...parts, { kind: 'broken', at: { start: open, end: text.length } }];
    parts.push(read(text.slice(open + 2, end), { start: open, end: end + 1 }));
    index = end + 1;
  }
  literal += text.slice(index);
  return literal === '' ? parts : [...parts, literal];
}

/** Offset of the brace that closes, beyond those of nested ones; quoted text may hold braces. */
function closing(text: string, from: number): number | undefined {
  let depth = 1;
  let quote: string | undefined;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  // Unless a quote hides it, there is none.
  return quote === undefined && !/["'\\]/.test(text.slice(from)) ? undefined : text.length;
}

function read(content: string, at: Place): Interpolation {
  const match = path.exec(content);
  if (match !== null) {
    const [, dots = '', first = '', rest = ''] = match;
    return { kind: 'path', levels: dots.length, keys: `${first}${rest}`.match(keys) ?? [], at };
  }
  // Without a colon it can only be a path, and without another `$` nothing in it is still to be read.
  if (!/[:$]/.test(content)) return { kind: 'broken', at };
  const name = resolver.exec(content)?.[1];
  return name === undefined ? { kind: 'unknown', at } : { kind: 'resolver', name, at };
}
