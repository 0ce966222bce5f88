/** What the package reads and the loader refuses of the layout of a text, tabs aside. */
import type { Document } from 'yaml';
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
  ];
}
