/** One edit of a text, as a slip of the hand or a careless tool makes it. */
import { pick, type Random } from '../random';
import {
  any,
  below,
  chance,
  comments,
  directives,
  documentMarks,
  doubleQuoted,
  headers,
  indicators,
  lineEnds,
  oddCharacters,
  properties,
  singleQuoted,
  words,
} from './tokens';

const insertions: readonly (readonly string[])[] = [
  indicators, indicators, indicators, [' ', '  ', '\t', '\n', '\n ', '\n\n', '\n# c\n', '\n\t\n'], [': ', '- ', '? ', ', ', ' #', ':\n'],
  oddCharacters, words, properties, comments, headers, documentMarks, doubleQuoted, singleQuoted, lineEnds, ['*r', '<<: *r\n', '&r '],
  ['[', ']', '{', '}', '[}', '{]', '[a', '{a: '],
]; // prettier-ignore

type Edit = (text: string, random: Random) => string;

const ofText: readonly Edit[] = [
  insert, insert, insert, insert,
  (text, random) => cut(text, below(text.length, random), 1),
  (text, random) => cut(text, below(text.length, random), 1 + below(5, random)),
  (text, random) => text.slice(0, below(text.length + 1, random)),
  // One character for another.
  (text, random) => {
    const at = below(text.length, random);
    return text.slice(0, at) + any(chance(0.6, random) ? indicators : oddCharacters, random) + text.slice(at + 1);
  },
  (text, random) => `${chance(0.5, random) ? '\ufeff' : any(directives, random)}${text}`,
  text => text.replaceAll('\n', '\r\n'),
  text => text.replaceAll('\n', '\r'),
  (text, random) => text.replaceAll('\n', end => (chance(0.3, random) ? any(lineEnds, random) : end)),
  text => text.replace(/^(?=.)/gm, '  '),
  text => text.replace(/ {2}/g, '\t'),
]; // prettier-ignore

type LineEdit = (lines: string[], line: number, random: Random) => void;

const ofLines: readonly LineEdit[] = [
  (lines, line) => lines.splice(line, 1),
  (lines, line) => lines.splice(line, 0, lines[line] ?? ''),
  (lines, line) => lines.splice(line, 2, lines[line + 1] ?? '', lines[line] ?? ''),
  (lines, line) => lines.splice(line, 2, `${lines[line] ?? ''} ${(lines[line + 1] ?? '').trim()}`),
  (lines, line, random) => (lines[line] = ' '.repeat(1 + below(3, random)) + (lines[line] ?? '')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^ {1,2}/, '')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^ */, '')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^ */, '\t')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/(?<=^ *)(?! )/, '\t')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/: ?/, ':')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/:/, ' :')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/(?<=: )(.*)$/, '"$1"')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/(?<=: |- )(.*)$/, '[$1]')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/(?<=: )(?=.)/, '\n')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/(?<=\S) (?=\S)/, '\n')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^( *)(?=\S)/, '$1- ')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^( *)(?=\S)/, '$1? ')),
  (lines, line, random) => (lines[line] = (lines[line] ?? '') + any(comments, random)),
  (lines, line, random) => lines.splice(line, 0, `${' '.repeat(below(6, random))}# c`),
  (lines, line, random) => lines.splice(line, 0, ' '.repeat(below(6, random))),
  (lines, line, random) => lines.splice(line, 0, `${' '.repeat(below(4, random))}\t`),
  (lines, line) => lines.splice(line, 0, '\t# c'),
];

export function edited(text: string, random: Random): string {
  if (chance(0.55, random)) return pick(ofText, random)?.(text, random) ?? text;
  const lines = text.split('\n');
  pick(ofLines, random)?.(lines, below(lines.length, random), random);
  return lines.join('\n');
}

function insert(text: string, random: Random): string {
  const at = below(text.length + 1, random);
  return text.slice(0, at) + any(pick(insertions, random) ?? [], random) + text.slice(at);
}

const cut = (text: string, at: number, length: number): string => text.slice(0, at) + text.slice(at + length);
