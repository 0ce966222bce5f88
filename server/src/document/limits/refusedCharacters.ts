/**
 * Characters that the loader refuses anywhere in a file, before any parsing. Source: yaml/reader.py `NON_PRINTABLE`
 * (PyYAML 6.0.3); libyaml 0.2.5 agrees.
 */
import { text } from '../../text/text';
import type { Finding } from '../tree/finding';

const refused =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Findings for characters that the loader refuses, one for each run of them, at most `limit`. */
export function refusedCharacters(source: string, limit = 20): Finding[] {
  const findings: Finding[] = [];
  let last: { start: number; end: number } | undefined;
  for (const match of source.matchAll(refused)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (last?.end === span.start) {
      last.end = span.end;
      continue;
    }
    if (findings.length === limit) break;
    last = span;
    const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    findings.push({
      code: 'yaml-encoding',
      stage: 'load',
      severity: 'error',
      message: text('The character U+{0} is not allowed in YAML: the server refuses the whole file.', code),
      span,
      path: [],
      fixes: () => [{ title: text('Remove the character'), edits: [{ span, newText: '' }], preferred: true }],
    });
  }
  return findings;
}
