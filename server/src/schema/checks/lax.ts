/**
 * What pydantic's lax mode makes of a scalar, measured on pydantic 2.13 with twinkle-kit 0.5.1. JSON Schema has no
 * words for it: `"9000"`, `2.0` and `true` are integers here, and `yes` is a boolean.
 */
import { textIn, type Written } from '../../document/tree/textIn';
import type { ScalarNode } from '../../document/tree/tree';

/** What Rust's `str::trim` takes away. JavaScript's `trim` takes the byte order mark besides, and leaves NEL. */
const blank = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const blanks = new RegExp(`^${blank}+|(?<!${blank})${blank}+$`, 'g');
const truths: ReadonlySet<string> = new Set(['1', 't', 'true', 'y', 'yes', 'on']);
const falsehoods: ReadonlySet<string> = new Set(['0', 'f', 'false', 'n', 'no', 'off']);
const integerText = /^[-+]?\d+(?:_\d+)*(?:\.0+)?$/;
const floatText =
  /^[-+]?(?:inf(?:inity)?|nan|(?:\d[\d_]*|\d+(?:_\d+)*\.[\d_]*|\.\d[\d_]*)(?:e[-+]?[\d_]+)?)$/i;

/**
 * True if YAML reads a number as a float: `2.0` and `1e3`, but not `2` or `0x1e3`. Of a number that an interpolation
 * gives, only its value is known.
 */
export function isFloat(document: Written, { value, span, resolvedFrom }: ScalarNode): boolean {
  if (resolvedFrom !== undefined) return typeof value === 'number' && !Number.isInteger(value);
  const written = textIn(document, span);
  return /[.]/.test(written) || (/e/i.test(written) && !/^[-+]?0x/i.test(written));
}

/** The integer that an `int` field takes, or undefined where it refuses the value. */
export function laxInteger({ value }: ScalarNode): number | bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  // A float must fit into 64 bits; an integer of YAML that does not is a bigint here.
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? value : undefined;
  const text = textOf(value)?.replace(blanks, '');
  if (text === undefined || !integerText.test(text)) return undefined;
  return BigInt(text.replace(/\.0+$/, '').replaceAll('_', '').replace(/^\+/, ''));
}

/** The number that a `float` field takes, or undefined where it refuses the value. */
export function laxNumber({ value }: ScalarNode): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  const text = textOf(value)?.replace(blanks, '');
  if (text === undefined || !floatText.test(text) || /__|_$/.test(text)) return undefined;
  if (/inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text.replaceAll('_', ''));
}

/** The truth value that a `bool` field takes, or undefined where it refuses the value. */
export function laxBoolean({ value }: ScalarNode): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value === 1 ? true : value === 0 ? false : undefined;
  if (typeof value === 'bigint' || value === null) return undefined;
  const text = textOf(value)?.toLowerCase();
  if (text === undefined) return undefined;
  return truths.has(text) ? true : falsehoods.has(text) ? false : undefined;
}

/** The text that a `str` field takes, or undefined where it refuses the value: numbers and booleans are no text. */
export function laxText({ value }: ScalarNode): string | undefined {
  return value instanceof Uint8Array || typeof value === 'string' ? textOf(value) : undefined;
}

/** Text, also from bytes (`!!binary`) where they are UTF-8. */
function textOf(value: string | Uint8Array | null): string | undefined {
  if (!(value instanceof Uint8Array)) return value ?? undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return undefined;
  }
}
