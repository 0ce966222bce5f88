/** A text in one piece: for what cannot be cut, and to know whether cutting was right. */
import { refusedCharacters } from '../limits/refusedCharacters';
import { Converter } from '../values/convert';
import type { Finding } from '../tree/finding';
import { readOneText, type Read } from '../omegaconf/oneText';
import { isTooHeavy, nodeProblems, notRead } from '../limits/limits';
import { readDocument } from '../yaml/read/read';
import type { ParsedDocument } from '../tree/tree';
import { weightOf } from '../limits/weight';

export type Reading = Pick<ParsedDocument, 'root' | 'problems' | 'nodes'>;

/** Reads a text without cutting it. */
export function readWhole(text: string): Reading {
  if (isTooHeavy(weightOf(text))) return { root: undefined, problems: [notRead(0)], nodes: 0 };
  const problems = refusedCharacters(text);
  const { root, nodes } = read(text, problems);
  if (root?.kind !== 'scalar' || typeof root.value !== 'string') return { root, nodes, problems };
  return { root: readOneText(root, root.value, problems, read), nodes, problems };
}

function read(source: string, problems: Finding[]): Read {
  const { root: written, findings } = readDocument(source);
  problems.push(...findings);
  if (written === undefined) return { root: undefined, nodes: 0 };
  const converter = new Converter();
  const root = converter.convert(written);
  problems.push(...converter.problems);
  const { nodes, written: count } = converter;
  problems.push(...nodeProblems(nodes, count, { start: root.span.start, end: root.span.start + 1 }));
  return { root, nodes };
}
