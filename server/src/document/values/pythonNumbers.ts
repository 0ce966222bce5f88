/** Numbers as Python's `int` and `float` read them from text; undefined where they raise ValueError. */

const digitsOf = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-f]+$/i } as const;
const prefixOf = { 2: '0b', 8: '0o', 10: '', 16: '0x' } as const;

/** `int(text, base)` without underscores, which YAML takes out before. */
export function pythonInteger(text: string, base: 2 | 8 | 10 | 16): bigint | undefined {
  const [, sign = '', written = ''] = /^([-+]?)(.*)$/s.exec(text.trim()) ?? [];
  const marker = prefixOf[base];
  const digits =
    marker !== '' && written.toLowerCase().startsWith(marker) ? written.slice(marker.length) : written;
  if (!digitsOf[base].test(digits) || (base === 10 && digits.length > mostDigits)) return undefined;
  const value = BigInt(`${marker}${digits}`);
  return sign === '-' ? -value : value;
}

/** Digits of an integer beyond which Python refuses to make a number of them (`sys.get_int_max_str_digits`). */
export const mostDigits = 4300;

/** `float(text)`. */
export function pythonFloat(text: string): number | undefined {
  const written = text.trim().toLowerCase();
  const [, sign, name] = /^([-+]?)(inf|infinity|nan)$/.exec(written) ?? [];
  if (name !== undefined) return name === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity;
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/.test(written) ? Number(written) : undefined;
}

/** `1:30` as 90. */
export function sexagesimalInteger(text: string): bigint | undefined {
  let sum = 0n;
  for (const part of text.split(':')) {
    const value = pythonInteger(part, 10);
    if (value === undefined) return undefined;
    sum = sum * 60n + value;
  }
  return sum;
}

export function sexagesimalFloat(text: string): number | undefined {
  let sum = 0;
  for (const part of text.split(':')) {
    const value = pythonFloat(part);
    if (value === undefined) return undefined;
    sum = sum * 60 + value;
  }
  return sum;
}
