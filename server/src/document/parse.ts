/**
 * Text → tree. Reads any text to its end, however broken, and never throws.
 *
 * Whole files for now. The plan (docs/architecture.md) cuts a text at its top-level keys and at the items of
 * `applications`, and parses what an edit touched; that belongs here, behind the same function.
 */
import { Composer, LineCounter, Parser, type Document } from 'yaml';
import { text as words } from '../text/text';
import { refusedCharacters, withKnownLineBreaks } from './characters';
import { Converter } from './convert';
import { depthLimit, tooDeepAt } from './depth';
import type { Finding } from './finding';
import { lineStartsOf } from './positions';
import { problem } from './problems';
import { relaxed } from './relaxed';
import { syntaxFindings } from './syntax';
import { tabProblems } from './tabs';
import type { ParsedDocument, TreeNode } from './tree';

/** Of the package only the structure is wanted: all scalars stay text, and `convert.ts` gives them the loader's values. */
const options = {
  version: '1.1',
  schema: 'failsafe',
  uniqueKeys: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Characters beyond which a broken text is read once only. */
const relaxedLimit = 500_000;

export function parseDocument(text: string): ParsedDocument {
  const lineStarts = lineStartsOf(text);
  const problems = refusedCharacters(text);
  const finish = (root: TreeNode | undefined): ParsedDocument => ({ text, root, problems, lineStarts });
  const source = withKnownLineBreaks(text);
  const deep = tooDeepAt(source);
  if (deep !== undefined) {
    const message = words(
      'More than {0} levels inside one another: nothing of this file is checked.',
      depthLimit,
    );
    problems.push(problem('yaml-depth', message, { start: deep, end: deep + 1 }));
    return finish(undefined);
  }
  try {
    return finish(read(source, problems));
  } catch (error) {
    // The package throws on nothing that is known; what is not known must not take the editor down.
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(
      problem('yaml-syntax', words('This is no valid YAML: {0}', reason), { start: 0, end: text.length }),
    );
    return finish(undefined);
  }
}

function read(source: string, problems: Finding[]): TreeNode | undefined {
  const { documents, open } = composeAsLoader(source);
  const [first, second] = documents;
  if (first === undefined) return undefined;
  problems.push(...syntaxFindings(first.errors, source, open));
  problems.push(...tabProblems(source, problems));
  if (second !== undefined) problems.push(severalDocuments(second, source));
  const { contents } = first;
  if (contents === null || isEmpty(first)) return undefined;
  const converter = new Converter();
  const root = converter.convert(contents, 0);
  problems.push(...converter.problems);
  return root;
}

interface Composed {
  readonly documents: readonly Document.Parsed[];
  /** Offset of a quote or bracket that is never closed. */
  readonly open?: number;
}

/** The documents of a text; a second reading forgives what only the package minds, where that is all that is wrong. */
function composeAsLoader(source: string): Composed {
  const documents = compose(source);
  const [first] = documents;
  // A quote that is never closed, in a text as long as this, is no slip of layout.
  if (first === undefined || first.errors.length === 0 || source.length > relaxedLimit) return { documents };
  const { text, open } = relaxed(source);
  const again = compose(text);
  if (again[0]?.errors.length === 0) return { documents: again };
  return { documents, ...(open === undefined ? {} : { open }) };
}

function compose(source: string): Document.Parsed[] {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer(options);
  return [...composer.compose(parser.parse(source), true, source.length)] as Document.Parsed[];
}

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
