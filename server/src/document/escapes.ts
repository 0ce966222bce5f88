/** Escapes that the package reads and the loader refuses: halves of surrogate pairs (libyaml 0.2.5, `yaml_parser_scan_flow_scalar`). */
import { visit, type Document } from 'yaml';
import { text } from '../text/text';
import type { Finding } from './finding';
import { problem } from './problems';

const escape = /\\(?:u([dD][89a-fA-F][\da-fA-F]{2})|U0000([dD][89a-fA-F][\da-fA-F]{2})|[^])/g;

export function escapeProblems(document: Document.Parsed, source: string): Finding[] {
  const findings: Finding[] = [];
  if (!/\\u(?:0000)?d[89a-f]/i.test(source)) return findings;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type !== 'QUOTE_DOUBLE' || !range) return;
      for (const match of source.slice(range[0], range[1]).matchAll(escape)) {
        if (match[1] === undefined && match[2] === undefined) continue;
        const start = range[0] + match.index;
        const message = text('The escape {0} is half a character: write the character itself.', match[0]);
        findings.push(problem('yaml-syntax', message, { start, end: start + match[0].length }));
      }
    },
  });
  return findings;
}
