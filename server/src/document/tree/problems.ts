/** Findings of the reader: what the loader refuses before any field is looked at. All are errors of stage `load`. */
import type { Text } from '../../text/text';
import type { Finding, Fix, Related } from './finding';
import type { Span } from './span';

export interface ProblemExtras {
  readonly related?: readonly Related[];
  readonly fixes?: () => readonly Fix[];
}

export function problem(
  code: `yaml-${string}`,
  message: Text,
  span: Span,
  extras: ProblemExtras = {},
): Finding {
  return { code, stage: 'load', severity: 'error', message, span, path: [], ...extras };
}
