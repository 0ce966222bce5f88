/**
 * Keys in brackets that do not stand on one line with their colon: the package reads them, the loader does not.
 * Source: libyaml 0.2.5 `yaml_parser_stale_simple_keys`.
 */
import { isMap, type Document, type Node } from 'yaml';
import { text } from '../text/text';
import { eachCollection } from './collections';
import type { Finding } from './finding';
import { problem } from './problems';

/** Characters between a key's beginning and its colon. */
const longestKey = 1024;

export function flowKeyProblems(document: Document.Parsed, source: string): Finding[] {
  const findings: Finding[] = [];
  if (!/[[{]/.test(source)) return findings;
  eachCollection(document.contents, collection => {
    if (!isMap(collection) || collection.flow !== true) return;
    for (const { key, value } of collection.items) {
      const [start, end] = (key as Node | null)?.range ?? [];
      const until = (value as Node | null)?.range?.[0];
      if (start === undefined || end === undefined || until === undefined) continue;
      const colon = source.indexOf(':', end);
      if (colon === -1 || colon >= until) continue;
      if (!/[\r\n]/.test(source.slice(start, colon)) && colon - start <= longestKey) continue;
      // An explicit key has a question mark before it, and may take several lines.
      if (/\?\s+$/.test(source.slice(Math.max(0, start - 200), start))) continue;
      findings.push(
        problem('yaml-syntax', text('A colon is missing: a key must stand on one line with its colon.'), {
          start,
          end,
        }),
      );
    }
  });
  return findings;
}
