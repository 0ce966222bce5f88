/** What the package reads and the loader refuses of a text, tabs, tags and keys aside. */
import type { Document } from 'yaml';
import { escapeProblems } from './escapes';
import { explicitKeyProblems } from './explicitKeys';
import type { Finding } from './finding';
import { flowKeyProblems } from './flowKeys';
import { flowTextProblems } from './flowTexts';

/** The tree of the package is brought into the form that the loader would have, where the two read a text differently. */
export function layoutProblems(document: Document.Parsed, source: string): Finding[] {
  return [
    ...flowTextProblems(document, source),
    ...flowKeyProblems(document, source),
    ...explicitKeyProblems(document, source),
    ...escapeProblems(document, source),
  ];
}
