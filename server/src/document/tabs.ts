/**
 * Tabs that the package takes and the loader refuses: first in a line or between its leading blanks and its text, in
 * block context. Source: yaml/scanner.py `fetch_more_tokens`; libyaml 0.2.5 `yaml_parser_scan_to_next_token`.
 *
 * Only the certain case is told: a key or a dash behind the tab, on a line that no quote, bracket or block scalar can
 * hold, since nothing of the kind is open anywhere above.
 */
import { text } from '../text/text';
import type { Finding } from './finding';
import { problem } from './problems';

export function tabProblems(source: string, known: readonly Finding[]): Finding[] {
  if (!source.includes('\t')) return [];
  const findings: Finding[] = [];
  const opener = /["'[{|>]/.exec(source)?.index ?? source.length;
  for (const match of source.matchAll(/(?<=^|\n)( *)(\t[ \t]*)(?=[\w-])/g)) {
    const start = match.index + (match[1]?.length ?? 0);
    const end = start + (match[2]?.length ?? 0);
    if (start > opener) break;
    if (known.some(finding => finding.span.start <= end && finding.span.end >= start)) continue;
    findings.push(
      problem(
        'yaml-tab',
        text('YAML is indented with spaces, not with tabs.'),
        { start, end },
        {
          fixes: () => [
            {
              title: text('Indent with spaces'),
              edits: [{ span: { start, end }, newText: '  '.repeat(end - start) }],
              preferred: false,
            },
          ],
        },
      ),
    );
  }
  return findings;
}
