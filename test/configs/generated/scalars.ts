/** One value in the words of a person. */
import type { Random } from '../../fuzz/random';
import type { Style } from './style';

/** Texts that YAML would read as something else, or that mean something else in a flow. */
const needsQuotes = (value: string, isInFlow: boolean): boolean =>
  /^(?:[-+.\d]*|true|false|yes|no|on|off|null|~)$/i.test(value) ||
  /: |:$| #|^[&*!|>'"%@`{[]|^$/.test(value) ||
  (isInFlow && /[{}[\],]/.test(value));

export function scalar(
  value: string | number | boolean | null,
  style: Style,
  random: Random,
  isInFlow: boolean,
): string {
  if (value === null) return isInFlow ? 'null' : random.of(['', 'null', '~']);
  if (typeof value === 'boolean') return style.isTrueWord[value ? 0 : 1];
  if (typeof value === 'number') return String(value);
  const wanted = style.quotes === 'mixed' ? random.of(['none', 'double', 'single']) : style.quotes;
  if (wanted === 'single') return `'${value.replaceAll("'", "''")}'`;
  return wanted === 'double' || needsQuotes(value, isInFlow) ? JSON.stringify(value) : value;
}
