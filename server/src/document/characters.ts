/**
 * What the loader's reader does before any parsing: it refuses some characters anywhere in the file, and takes more of
 * them for line breaks than the `yaml` package does. Source: yaml/reader.py `NON_PRINTABLE` and yaml/scanner.py
 * `scan_line_break` (PyYAML 6.0.3); libyaml 0.2.5 agrees.
 */
import { text } from '../text/text';
import type { Finding } from './finding';

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

/**
 * The text with every line break of the loader as one that the parser knows, and a byte order mark that begins a later
 * line as the blank that it is to libyaml (`yaml_parser_scan_to_next_token`, 0.2.5); offsets stay as they are.
 */
export function withKnownLineBreaks(source: string): string {
  return source.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n').replace(/(?<=\n|^\ufeff)\ufeff/g, ' ');
}
