/** A text in one piece: for what cannot be cut, and to tell whether cutting was right. */
import type { Document } from 'yaml';
import { text as words } from '../text/text';
import { refusedCharacters, withKnownLineBreaks } from './characters';
import { composeAsLoader } from './compose';
import { Converter } from './convert';
import { depthLimit, tooDeepAt } from './depth';
import type { Finding } from './finding';
import { directiveProblems } from './directives';
import { layoutProblems } from './layout';
import { readOneText, type Read } from './oneText';
import { isTooHeavy, nodeProblems, notRead } from './limits';
import { problem } from './problems';
import { syntaxFindings } from './syntax';
import { tabProblems } from './tabs';
import type { ParsedDocument } from './tree';
import { weightOf } from './weight';

export type Reading = Pick<ParsedDocument, 'root' | 'problems' | 'nodes'>;

/** Reads a text without cutting it. */
export function readWhole(text: string): Reading {
  if (isTooHeavy(weightOf(text))) return { root: undefined, problems: [notRead(0)], nodes: 0 };
  const problems = refusedCharacters(text);
  const source = withKnownLineBreaks(text);
  const deep = tooDeepAt(source);
  if (deep !== undefined) {
    const message = words(
      'More than {0} levels inside one another: nothing of this file is checked.',
      depthLimit,
    );
    problems.push(problem('yaml-depth', message, { start: deep, end: deep + 1 }));
    return { root: undefined, problems, nodes: 0 };
  }
  try {
    const { root, nodes } = read(text, problems);
    if (root?.kind !== 'scalar' || typeof root.value !== 'string') return { root, nodes, problems };
    return { root: readOneText(source, root, root.value, problems, read), nodes, problems };
  } catch (error) {
    // The package throws on nothing that is known; what is not known must not take the editor down.
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(
      problem('yaml-syntax', words('This is no valid YAML: {0}', reason), { start: 0, end: text.length }),
    );
    return { root: undefined, problems, nodes: 0 };
  }
}

function read(original: string, problems: Finding[]): Read {
  const source = withKnownLineBreaks(original);
  const { documents, open } = composeAsLoader(source, original);
  const [first, second] = documents;
  if (first === undefined) return { root: undefined, nodes: 0 };
  problems.push(...syntaxFindings(first.errors, source, open));
  problems.push(...tabProblems(source, problems, first));
  problems.push(...layoutProblems(first, source));
  problems.push(...directiveProblems(source));
  // Marks of the end may follow one another.
  if (second !== undefined && !isOnlyEnds(source.slice(first.range[2])))
    problems.push(severalDocuments(second, source));
  const { contents } = first;
  if (contents === null || isEmpty(first)) return { root: undefined, nodes: 0 };
  const converter = new Converter();
  const root = converter.convert(contents, 0);
  problems.push(...converter.problems);
  const { nodes, written } = converter;
  problems.push(...nodeProblems(nodes, written, { start: root.span.start, end: root.span.start + 1 }));
  return { root, nodes };
}

/** True for the ends of documents, comments and blanks. By the line: one expression for all would try every way to part a comment. */
const isOnlyEnds = (rest: string): boolean =>
  rest.split(/\r\n?|\n/).every(line => /^\s*(?:\.\.\.(?:\s+|$))*(?:#|$)/.test(line));

function severalDocuments(second: Document.Parsed, source: string): Finding {
  const [start] = second.range;
  const marker = source.lastIndexOf('---', start);
  const at = marker === -1 ? Math.min(start, source.length) : marker;
  const message = words('A second document begins here: the server reads files of one document only.');
  return problem('yaml-documents', message, { start: at, end: Math.min(at + 3, source.length) });
}

/** True where a document holds no node at all: its content then is an empty scalar that nobody wrote. */
function isEmpty({ contents }: Document.Parsed): boolean {
  return contents !== null && contents.range[0] === contents.range[1] && contents.tag === undefined;
}
