/** Severities by name and by LSP's number, and their order. */
import type { SeverityName } from '../../protocol';

/** From the gravest to the mildest. */
export const severities: readonly SeverityName[] = ['error', 'warning', 'information', 'hint'];

/** LSP's `DiagnosticSeverity`. */
export const severityNumbers = { error: 1, warning: 2, information: 3, hint: 4 } as const;

/** True where `severity` is `limit` or graver. */
export function isAtLeast(severity: SeverityName, limit: SeverityName): boolean {
  return severityNumbers[severity] <= severityNumbers[limit];
}
