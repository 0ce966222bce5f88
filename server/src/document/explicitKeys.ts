/**
 * Lines below an explicit key that the package leaves out: behind a comment it reads nothing more of `? key`, where
 * the loader finds no key. Run with `yaml` 2.9.1.
 */
import { isMap, visit, type Document, type Node } from 'yaml';
import { text } from '../text/text';
import type { Finding } from './finding';
import { problem } from './problems';

export function explicitKeyProblems(document: Document.Parsed, source: string): Finding[] {
  const findings: Finding[] = [];
  if (!/(?:^|[\s-])\?\s/.test(source)) return findings;
  visit(document, {
    Pair: (_, { key, value }, path) => {
      const owner = path.at(-1);
      const end = (key as Node | null)?.range?.[1];
      if (value !== null || end === undefined || !isMap(owner) || owner.flow === true) return;
      const column = columnOf(source, owner.range?.[0] ?? 0);
      const lost = lostLine(source, end, column);
      if (lost !== undefined)
        findings.push(
          problem('yaml-syntax', text('The indentation does not fit the lines above.'), {
            start: lost,
            end: lost + 1,
          }),
        );
    },
  });
  return findings;
}

/** Offset of the first content on the lines behind an offset that are indented deeper than a column. */
function lostLine(source: string, from: number, column: number): number | undefined {
  for (const line of source.slice(from).matchAll(/\n([ ]*)(.?)/g)) {
    const [, indent = '', first = ''] = line;
    if (first === '' || first === '\r' || first === '#') continue;
    return indent.length > column ? from + line.index + 1 + indent.length : undefined;
  }
  return undefined;
}

const columnOf = (source: string, offset: number): number =>
  offset - (source.lastIndexOf('\n', offset - 1) + 1);
