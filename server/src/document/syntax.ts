/** The syntax errors of the `yaml` package in our words, without those that the loader does not share. */
import type { YAMLError } from 'yaml';
import { text, type Text } from '../text/text';
import type { Finding } from './finding';
import { isOfThePackage } from './packageErrors';
import { problem } from './problems';
import type { Span } from './span';

/** More than these tell nobody anything. */
const limit = 50;

/**
 * Findings for the package's errors: of several about one place the first, which is the cause.
 *
 * @param open offset of a quote or bracket that is never closed, which the package tells at the end of the text or,
 *   for a bracket, where a line is indented too little
 */
export function syntaxFindings(errors: readonly YAMLError[], source: string, open?: number): Finding[] {
  const findings: Finding[] = [];
  if (open !== undefined) findings.push(neverClosed(source, open));
  let told = -1;
  for (const error of errors) {
    if (open !== undefined && isAboutTheEnd(error)) continue;
    const finding = syntaxFinding(error, source.length);
    if (finding === undefined || finding.span.start <= told) continue;
    told = finding.span.end;
    findings.push(finding);
    if (findings.length === limit) break;
  }
  return findings;
}

function neverClosed(source: string, open: number): Finding {
  const isBracket = source[open] === '[' || source[open] === '{';
  const message = isBracket
    ? text('A bracket is opened here and never closed.')
    : text('A quote is opened here and never closed.');
  const end = /[\r\n]/.exec(source.slice(open))?.index ?? source.length - open;
  return problem('yaml-syntax', message, { start: open, end: open + end });
}

/** True for what follows from a quote or bracket that is never closed. */
function isAboutTheEnd({ code, message }: YAMLError): boolean {
  return code === 'MISSING_CHAR' && /closing ['"]|must end with a [\]}]/.test(message);
}

/** A finding for an error of the package, or undefined where the loader reads the text all the same. */
function syntaxFinding(error: YAMLError, length: number): Finding | undefined {
  if (isOfThePackage(error)) return undefined;
  const span = spanOf(error, length);
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return problem('yaml-tab', text('YAML is indented with spaces, not with tabs.'), span);
    case 'MULTIPLE_DOCS':
    case 'DUPLICATE_KEY':
      return undefined;
    default:
      return problem('yaml-syntax', inOurWords(error), span);
  }
}

function inOurWords(error: YAMLError): Text {
  const sentence = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? error.message;
  switch (error.code) {
    case 'MISSING_CHAR':
      if (/closing ['"]/.test(sentence)) return text('A quote is opened here and never closed.');
      if (/^Implicit keys need to be on a single line|colon|Implicit map keys/i.test(sentence)) break;
      if (sentence.startsWith('Missing ,')) return text('A comma is missing before this.');
      return text('A character is missing: {0}', sentence);
    case 'BAD_INDENT':
      return text('The indentation does not fit the lines above.');
    case 'MULTILINE_IMPLICIT_KEY':
      return text('A colon is missing: a key must stand on one line with its colon.');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return text('Two keys stand on one line: begin a new line, or write the value in quotes.');
    case 'BAD_ALIAS':
      return text('This alias has no name.');
    default:
      break;
  }
  return text('This is no valid YAML: {0}', sentence);
}

function spanOf({ pos: [from, to] }: YAMLError, length: number): Span {
  const start = Math.min(from, length);
  return { start, end: Math.max(start, Math.min(to, length)) };
}
