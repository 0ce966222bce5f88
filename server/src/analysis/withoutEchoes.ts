import type { Finding } from '../document/tree/finding';
import { lineAt } from '../document/tree/positions';
import type { ParsedDocument } from '../document/tree/tree';

/** On a line that is no YAML, the schema only sees what the reader made of it; the reader's finding says enough. */
export function withoutEchoes(document: ParsedDocument, findings: readonly Finding[]): readonly Finding[] {
  if (document.problems.length === 0) return findings;
  const lines = new Set(document.problems.map(({ span }) => lineAt(document, span.start)));
  return findings.filter(({ span }) => !lines.has(lineAt(document, span.start)));
}
