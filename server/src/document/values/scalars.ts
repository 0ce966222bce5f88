/**
 * Values of plain scalars as OmegaConf's loader gives them: YAML 1.1 as PyYAML resolves it, without timestamps, with
 * OmegaConf's own wider float. Source: yaml/resolver.py (PyYAML 6.0.3), omegaconf/_utils.py `get_yaml_loader`
 * (OmegaConf 2.4.0).
 */
import { mostDigits } from './pythonNumbers';
import type { ScalarValue } from '../tree/tree';

const nulls = /^(?:~|null|Null|NULL|)$/;
const booleans = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const truths = /^(?:yes|true|on)$/i;
const float11 =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const integer =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const floatOmega = /^[-+]?[0-9]+(?:_[0-9]+)*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)$/;

/** Tells that the loader cannot make a value of the text, such as `0x_`. */
export const unreadable = Symbol('unreadable');

/** The value of a plain, untagged scalar. */
export function resolvePlain(source: string): ScalarValue | typeof unreadable {
  // Most scalars are words; the patterns below all begin with one of these.
  if (!/^[-+.0-9~nNyYtTfFoO]/.test(source)) return source === '' ? null : source;
  if (booleans.test(source)) return truths.test(source);
  if (float11.test(source)) return toFloat(source);
  if (integer.test(source)) return toInteger(source);
  if (nulls.test(source)) return null;
  return floatOmega.test(source) ? toFloat(source) : source;
}

function toInteger(source: string): number | bigint | typeof unreadable {
  const negative = source.startsWith('-');
  const digits = source.replace(/^[-+]/, '').replaceAll('_', '');
  const magnitude = magnitudeOf(digits);
  if (magnitude === undefined) return unreadable;
  const value = negative ? -magnitude : magnitude;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function magnitudeOf(digits: string): bigint | undefined {
  if (/^0[bx]$/.test(digits)) return undefined;
  if (/^0[bx]/.test(digits)) return BigInt(digits);
  // No field takes a number as large as this, so its value does not matter, and working it out takes long.
  if (digits.includes(':')) return digits.length > mostDigits ? 60n ** 2000n : sexagesimal(digits.split(':'));
  if (/^0./.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  return digits.length > mostDigits ? undefined : BigInt(digits);
}

function sexagesimal(parts: string[]): bigint {
  return parts.reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

function toFloat(source: string): number {
  const negative = source.startsWith('-');
  const digits = source.replace(/^[-+]/, '').replaceAll('_', '').toLowerCase();
  const magnitude = digits === '.inf' ? Infinity : digits === '.nan' ? NaN : base10Or60(digits);
  return negative ? -magnitude : magnitude;
}

function base10Or60(digits: string): number {
  return digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
