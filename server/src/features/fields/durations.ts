/** Seconds as people say them. */

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;

/**
 * `30 min`, `1 h 30 min`, `2 d`; undefined where the number of seconds says it as well: below two minutes, and where
 * it would take three units or fractions.
 */
export function inWords(seconds: number): string | undefined {
  if (!Number.isInteger(seconds) || seconds < 120) return undefined;
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, length] of units) {
    const count = Math.floor(rest / length);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * length;
  }
  if (rest > 0) parts.push(`${rest} s`);
  return parts.length <= 2 ? parts.join(' ') : undefined;
}

/** The same for a number in a unit of the schema, `s` or `ms`. */
export function durationOf(value: number, unit: string | undefined): string | undefined {
  if (unit === 's') return inWords(value);
  if (unit !== 'ms' || value < 1000) return undefined;
  return inWords(value / 1000) ?? (Number.isInteger(value / 1000) ? `${value / 1000} s` : undefined);
}
