/**
 * What a tag makes of a node. Source: yaml/constructor.py `SafeConstructor` (PyYAML 6.0.3; the C loader constructs by
 * the same code) and omegaconf/_yaml.py `get_yaml_loader` (OmegaConf 2.4.0).
 */
import { pythonFloat, pythonInteger, sexagesimalFloat, sexagesimalInteger } from './pythonNumbers';
import { unreadable } from './scalars';
import { bytesOfBase64 } from '../../strings/base64';
import type { ScalarValue, TreeNode } from '../tree/tree';

const prefix = 'tag:yaml.org,2002:';

const scalarTags = new Set(['null', 'bool', 'int', 'float', 'binary', 'str']);

/** Those that make what OmegaConf has no value for, a date or a set, are refused like those without a constructor. */
export function isRefusedTag(tag: string, kind: TreeNode['kind']): boolean {
  if (tag === '!' || tag === '?') return false;
  if (tag.startsWith(`${prefix}python/object/apply:pathlib.`)) return false;
  const name = tag.startsWith(prefix) ? tag.slice(prefix.length) : undefined;
  if (name === undefined) return true;
  if (scalarTags.has(name)) return kind !== 'scalar';
  if (name === 'seq' || name === 'omap' || name === 'pairs') return kind !== 'sequence';
  return name !== 'map' || kind !== 'mapping';
}

/** True where a list is read as one of pairs: each item must then be a mapping of one key. */
export function isListOfPairs(tag: string | undefined): boolean {
  return tag === `${prefix}omap` || tag === `${prefix}pairs`;
}

/** A tag as people write it: `!!int`. */
export function shortTag(tag: string): string {
  return tag.startsWith(prefix) ? `!!${tag.slice(prefix.length)}` : tag;
}

/** The value of a tagged scalar; `undefined` where it is not certain. */
export function resolveTagged(tag: string, source: string): ScalarValue | undefined | typeof unreadable {
  switch (shortTag(tag)) {
    case '!!str':
      return source;
    case '!!null':
      return null;
    case '!':
      // Nothing at all is text (OmegaConf 2.3: null).
      return source;
    case '!!int':
      return taggedInteger(source);
    case '!!float':
      return taggedFloat(source);
    case '!!bool':
      return taggedBoolean(source.toLowerCase());
    case '!!binary':
      return bytesOfBase64(source) ?? unreadable;
    default:
      return undefined;
  }
}

function taggedBoolean(source: string): boolean | typeof unreadable {
  if (['yes', 'true', 'on'].includes(source)) return true;
  return ['no', 'false', 'off'].includes(source) ? false : unreadable;
}

function taggedInteger(source: string): number | bigint | typeof unreadable {
  const digits = source.replaceAll('_', '');
  const magnitude = digits.replace(/^[-+]/, '');
  const value = magnitudeOf(magnitude);
  if (value === undefined) return unreadable;
  const signed = digits.startsWith('-') ? -value : value;
  return signed >= Number.MIN_SAFE_INTEGER && signed <= Number.MAX_SAFE_INTEGER ? Number(signed) : signed;
}

function magnitudeOf(digits: string): bigint | undefined {
  if (digits === '') return undefined;
  if (digits.startsWith('0b')) return pythonInteger(digits.slice(2), 2);
  if (digits.startsWith('0x')) return pythonInteger(digits.slice(2), 16);
  if (digits !== '0' && digits.startsWith('0')) return pythonInteger(digits, 8);
  return digits.includes(':') ? sexagesimalInteger(digits) : pythonInteger(digits, 10);
}

function taggedFloat(source: string): number | typeof unreadable {
  const digits = source.replaceAll('_', '').toLowerCase();
  const magnitude = digits.replace(/^[-+]/, '');
  if (digits === '') return unreadable;
  const value =
    magnitude === '.inf'
      ? Infinity
      : magnitude === '.nan'
        ? NaN
        : magnitude.includes(':')
          ? sexagesimalFloat(magnitude)
          : pythonFloat(magnitude);
  if (value === undefined) return unreadable;
  return digits.startsWith('-') ? -value : value;
}
