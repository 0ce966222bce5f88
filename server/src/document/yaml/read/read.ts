/**
 * The reader: a text as libyaml 0.2.5 reads it, and with a tree also where libyaml reads nothing more. Whether the server
 * takes a file is decided by libyaml's own rules and exceptions (docs/architecture.md).
 */
import { text } from '../../../text/text';
import { problem } from '../../tree/problems';
import { beginningOfFile, beginningOfPart, readAnew, type Faulty } from './anew';
import { UnclosedBrackets } from '../scan/brackets';
import { Faults, Unsound } from '../scan/faults';
import { TooDeep } from './flowParser';
import { isNothing, nothingAt, type YamlMapping, type YamlNode, type YamlPair } from './nodes';
import { Parser } from './parser';
import { reportDirective } from '../scan/properties';
import { Scanner, type Beginning } from '../scan/scanner';

export interface DocumentReading extends Faulty {
  /** Absent for a text that holds nothing. */
  readonly root: YamlNode | undefined;
}

export interface PartReading extends Faulty {
  readonly items: readonly YamlNode[];
  /** Entries, in a part of items those behind them. */
  readonly pairs: readonly YamlPair[];
  /** True where the reader came to the end of the part. */
  readonly isWhole: boolean;
}

/** Reads the text of a file. */
export function readDocument(source: string): DocumentReading {
  return readAnew(
    source,
    beginningOfFile,
    (scanner, faults) => ({ root: documentOf(new Parser(scanner, faults)) }),
    { root: undefined },
  );
}

/**
 * Reads a part of a file: entries of the mapping that the file is, or items of a list in it.
 *
 * @param column of the dashes of the items; undefined for entries, whose keys begin their lines
 * @param isFileStart true where the part begins the file
 */
export function readPart(source: string, column: number | undefined, isFileStart: boolean): PartReading {
  return readAnew(
    source,
    beginningOfPart(column, isFileStart),
    (scanner, faults) => partOf(new Parser(scanner, faults), column),
    { items: [], pairs: [], isWhole: false },
  );
}

function partOf(parser: Parser, column: number | undefined): Omit<PartReading, keyof Faulty> {
  const items = column === undefined ? [] : column === 0 ? parser.indentlessItems() : parser.items();
  const pairs = parser.pairs();
  return { items, pairs, isWhole: parser.peek().kind === 'stream-end' };
}

/** True where the loader reads a text; ends at the first fault. */
export function isSound(source: string): boolean {
  return isSoundWith(source, beginningOfFile, parser => documentOf(parser) !== undefined);
}

/** True where the loader reads all of a file from a part on. See {@link readPart}. */
export function isSoundFrom(source: string, column: number | undefined): boolean {
  return isSoundWith(source, beginningOfPart(column, false), parser => partOf(parser, column).isWhole);
}

function isSoundWith(source: string, beginning: Beginning, read: (parser: Parser) => boolean): boolean {
  const faults = new Faults(true);
  try {
    return read(new Parser(new Scanner(source, beginning, faults, new Map()), faults));
  } catch (error) {
    if (error instanceof Unsound || error instanceof UnclosedBrackets || error instanceof TooDeep)
      return false;
    throw error;
  }
}

/** The node that a file is. */
function documentOf(parser: Parser): YamlNode | undefined {
  const first = parser.peek();
  const isExplicit =
    first.kind === 'document-start' || first.kind === 'version-directive' || first.kind === 'tag-directive';
  if (isExplicit) beginDocument(parser);
  const beginning = contentOf(parser, isExplicit);
  let root = beginning;
  let isBehindEnd = false;
  for (;;) {
    const token = parser.peek();
    if (token.kind === 'stream-end') break;
    if (token.kind === 'document-end') {
      isBehindEnd = true;
      parser.next();
    } else if (token.kind === 'document-start') {
      const message = text('A second document begins here: the server reads only files with one document.');
      parser.fault(token, message, 'yaml-documents');
      break;
    } else if (token.kind === 'version-directive' || token.kind === 'tag-directive') {
      reportDirective(token.line, parser.faults, token);
      parser.next();
    } else {
      const message = isBehindEnd
        ? text('Nothing may follow the end of the document.')
        : text('The indentation does not fit the lines above.');
      parser.fault(token, message, isBehindEnd ? 'yaml-documents' : 'yaml-syntax');
      root = larger(root, strayOf(parser));
    }
  }
  const meant = parser.strays.reduce(larger, root);
  const isOther = beginning !== undefined && beginning.kind !== 'scalar' && meant !== beginning;
  if (isOther && meant?.kind === 'mapping') blameBeginning(parser, beginning, meant);
  return meant;
}

/** Reports what stands before the mapping that the file is, instead of the mapping that does not go with it. */
function blameBeginning(parser: Parser, { start }: YamlNode, mapping: YamlMapping): void {
  const { findings } = parser.faults;
  const index = findings.findIndex(({ span }) => span.start === mapping.start);
  if (index === -1 || start >= mapping.start) return;
  if (findings.some(({ span }) => span.start === start)) {
    findings.splice(index, 1);
    return;
  }
  const { source } = parser.scanner;
  const lineStart = Math.max(source.lastIndexOf('\n', start - 1), source.lastIndexOf('\r', start - 1)) + 1;
  const end = lineStart + source.slice(lineStart).search(/[\r\n]|$/);
  const message = text('This is outside of the mapping below it, which is the content of the file.');
  const edits = [{ span: { start: lineStart, end: mapping.start }, newText: '' }];
  findings[index] = problem(
    'yaml-syntax',
    message,
    { start, end: Math.max(end, start + 1) },
    {
      fixes: () => [{ title: text('Remove what is before the mapping'), edits, preferred: false }],
    },
  );
}

/** Directives and the mark `---`. */
function beginDocument(parser: Parser): void {
  let hasVersion = false;
  const handles = new Set<string>();
  for (;;) {
    const token = parser.peek();
    if (token.kind === 'version-directive') {
      if (hasVersion || !/^0*1\.0*[12]$/.test(token.value)) reportDirective(token.line, parser.faults, token);
      hasVersion = true;
    } else if (token.kind === 'tag-directive') {
      if (handles.has(token.value)) {
        const message = text('There is already a `%TAG` for `{0}` before this.', token.value);
        parser.fault(token, message);
      }
      handles.add(token.value);
      parser.handles.set(token.value, token.suffix);
    } else break;
    parser.next();
  }
  const token = parser.peek();
  if (token.kind === 'document-start') parser.next();
  else parser.fault(token, text('The line `---` is missing between the directives and the text.'));
}

function contentOf(parser: Parser, isExplicit: boolean): YamlNode | undefined {
  const { kind } = parser.peek();
  if (kind === 'stream-end') return undefined;
  const isOver =
    kind === 'document-start' ||
    kind === 'document-end' ||
    kind === 'version-directive' ||
    kind === 'tag-directive';
  if (isOver && isExplicit) return undefined;
  const node = parser.node(true, false);
  return isNothing(node) && !hasProperties(node) ? undefined : node;
}

/** A node that stands behind the root; what is none is left out. */
function strayOf(parser: Parser): YamlNode {
  const before = parser.taken;
  const node = parser.node(true, false);
  if (parser.taken > before) return node;
  return nothingAt(parser.next().end);
}

function hasProperties(node: YamlNode): boolean {
  return node.kind !== 'alias' && (node.tag !== undefined || node.anchor !== undefined);
}

/** Of two nodes the one that the file rather is: a mapping, and of two mappings the larger one. */
function larger<T extends YamlNode | undefined>(first: T, second: YamlNode): T | YamlNode {
  if (second.kind !== 'mapping') return first;
  return first?.kind === 'mapping' && first.pairs.length >= second.pairs.length ? first : second;
}
