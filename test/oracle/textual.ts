/** Changes of the text of a file: slips of the hand, and the layouts that few people write. */
import { pick, type Random } from './random';

const scraps = [
  ' ', '  ', '\t', '\n', ':', '- ', '#', '"', "'", '{', ']', '&', '*a', '|', '${x}', '!', '%', ',', '\n\n', '\n\t\n',
  ' \t', '[', '}', '? ', '&a ', '<<: ', '>', '---\n', '...\n', '\r', '\\', '@', '`', '=', '~', ' #c', '.', '0', 'é', ': ',
  '\ufeff', '\u0085', '\u2028', '\u00a0', '\u3000', '\u200b', '中', '：', '😀', '\u0007', '\u007f', '\r\n', '"" ', "''",
  ' |-\n', ' >\n', '!!int ', '!!str ', '! ', '!x ', '*a ', '{}', '[]', '-\t', '\t# c', '\n# c\n', '%YAML 1.2\n---\n', '<<',
  '"a": ', '${http_options.port}', '\\${', '1:30', '0x1F', '???', '|2\n', '"\\x41"', '"\\q"', '[a, ', '? x\n', '- - ', '#\t',
] as const; // prettier-ignore

/** One change of a file. */
export function textualMutant(source: string, random: Random): string {
  const way = random();
  const at = Math.floor(random() * source.length);
  if (way < 0.25) return source.slice(0, at) + (pick(scraps, random) ?? '') + source.slice(at);
  if (way < 0.4) return source.slice(0, at) + source.slice(at + 1 + Math.floor(random() * 4));
  if (way < 0.43) return source.slice(0, at);
  if (way < 0.48) return pick(ofWholeText, random)?.(source, random) ?? source;
  const lines = source.split('\n');
  const line = Math.floor(random() * lines.length);
  const change = pick(way < 0.65 ? ofAnyLine : ofValues, random);
  change?.(lines, line, random);
  return lines.join('\n');
}

const ofWholeText: readonly ((text: string, random: Random) => string)[] = [
  text => text.replaceAll('\n', '\r\n'),
  text => text.replaceAll('\n', '\r'),
  text => `\ufeff${text}`,
  text => `\ufeff---\n${text}`,
  text => `${text}\ufeff`,
  text => `${text}\n...\n`,
  text => `%YAML 1.1\n---\n${text}`,
  text => `${text}\n---\n`,
  text => text.replace(/^/gm, '  '),
  text => text.replaceAll('  ', ' '),
  text => text.replaceAll('  ', '\t'),
  text => text.replace(/ +$/gm, '\t'),
  text => text.replace(/: /g, ':\t'),
  (text, random) => text.replace(/\n/g, line => (random() < 0.1 ? '\r\n' : line)),
  (text, random) => text.replace(/\n/g, line => (random() < 0.05 ? '\n\n# c\n' : line)),
];

type LineChange = (lines: string[], line: number, random: Random) => void;

const blanks = (width: number): string => ' '.repeat(Math.max(0, width));

const ofAnyLine: readonly LineChange[] = [
  (lines, line) => lines.splice(line, 1),
  (lines, line) => lines.splice(line, 0, lines[line] ?? ''),
  (lines, line) => (lines[line] = ` ${lines[line]}`),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^ /, '')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^ */, '\t')),
  (lines, line) => (lines[line] = `${lines[line]}\t`),
  (lines, line) => (lines[line] = `${lines[line]} \t# c`),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/^( *)(?=\S)/, '$1\t')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/-( )/, '-\t')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(':', '\t:')),
  (lines, line) => (lines[line] = (lines[line] ?? '').replace(/: */, ':')),
  // Comments and blank lines where they are not expected.
  (lines, line, random) => lines.splice(line, 0, `${blanks(Math.floor(random() * 14))}# c`),
  (lines, line, random) => lines.splice(line, 0, `${blanks(Math.floor(random() * 8))}\t`),
  (lines, line) => lines.splice(line, 0, '\t# c'),
  (lines, line) => (lines[line] = `${lines[line]}#c`),
  (lines, line) => (lines[line] = `${lines[line]} #c: "`),
  (lines, line) => (lines[line] = `${lines[line]}\r`),
  (lines, line) => (lines[line] = `\ufeff${lines[line]}`),
  // Lines joined, parted and put elsewhere.
  (lines, line) => lines.splice(line, 2, `${lines[line]} ${(lines[line + 1] ?? '').trim()}`),
  (lines, line) => lines.splice(line, 2, lines[line + 1] ?? '', lines[line] ?? ''),
  (lines, line, random) => {
    for (let index = line; index < line + 1 + random() * 5 && index < lines.length; index += 1)
      lines[index] = ` ${lines[index]}`;
  },
  (lines, line, random) => {
    for (let index = line; index < line + 1 + random() * 5 && index < lines.length; index += 1)
      lines[index] = (lines[index] ?? '').replace(/^ {2}/, '');
  },
];

const pair = /^( *(?:- )*)([\w-]+):(?: +(.*))?$/;

/** A change of a line that holds a key, with its value. */
function ofPair(
  change: (parts: { lead: string; key: string; value: string }, random: Random) => string,
): LineChange {
  return (lines, line, random) => {
    const found = lines.findIndex((text, index) => index >= line && pair.test(text));
    const [, lead = '', key = '', value = ''] = pair.exec(lines[found] ?? '') ?? [];
    if (found !== -1) lines[found] = change({ lead, key, value }, random);
  };
}

const under = (lead: string, more = 2): string => blanks(lead.length + more);
const half = (value: string): [string, string] => [
  value.slice(0, value.length >> 1),
  value.slice(value.length >> 1),
];

const ofValues: readonly LineChange[] = [
  ofPair(({ lead, key, value }) => `${lead}${key}: "${value}"`),
  ofPair(({ lead, key, value }) => `${lead}${key}: '${value}'`),
  ofPair(({ lead, key, value }) => `${lead}"${key}": ${value}`),
  ofPair(({ lead, key, value }) => `${lead}'${key}' : ${value}`),
  ofPair(({ lead, key, value }) => `${lead}${key}: "${half(value).join('\n')}"`),
  ofPair(({ lead, key, value }) => `${lead}${key}: '${half(value).join(`\n\n${under(lead)}`)}'`),
  ofPair(({ lead, key, value }) => `${lead}${key}: ${half(value).join(`\n${under(lead)}`)}`),
  ofPair(({ lead, key, value }, random) => {
    const header =
      pick(['|', '>', '|-', '>-', '|+', '|2', '>1-', '| # c', '|\t', '|#c', '|0', '|-x'], random) ?? '|';
    const margin = blanks(lead.length + Math.floor(random() * 4));
    return `${lead}${key}: ${header}\n${margin}${value}\n${random() < 0.3 ? `${margin}  \t${value}\n` : ''}`;
  }),
  ofPair(({ lead, key, value }) => `${lead}${key}:\n${under(lead)}${value}`),
  ofPair(({ lead, key, value }) => `${lead}${key}:\n${blanks(lead.length)}${value}`),
  ofPair(({ lead, key, value }) => `${lead}${key}: # c\n${under(lead)}# d\n${under(lead)}${value}`),
  ofPair(({ lead, key, value }) => `${lead}? ${key}\n${blanks(lead.length)}: ${value}`),
  ofPair(({ lead, key }) => `${lead}? ${key}`),
  ofPair(({ lead, key, value }) => `${lead}{${key}: ${value}}`),
  ofPair(({ lead, key, value }, random) => {
    const edge = pick(['\n', '\n  ', ' ', '\n# c\n', ' #c\n', '\t', '\n\t'], random) ?? ' ';
    return `${lead}${key}: [${edge}${value}${edge},${edge}]`;
  }),
  ofPair(({ lead, key, value }, random) => {
    const edge = pick(['\n', `\n${under(lead, -2)}`, ' ', ` # c\n${under(lead)}`, '#c\n'], random) ?? ' ';
    return `${lead}${key}: {${edge}a: ${value}${edge}, "b":1${edge}}`;
  }),
  ofPair(({ lead, key, value }, random) =>
    `${lead}${key}: ${pick(odd, random)}`.concat(random() < 0.2 ? value : ''),
  ),
  ofPair(
    ({ lead, key, value }, random) =>
      `${lead}${key}: ${pick(['&a ', '!!str ', '! ', '!!int ', '*', '&a\n'], random)}${value}`,
  ),
  ofPair(({ lead, key, value }) => `${lead}${key}: ${value} # é 中 "`),
  ofPair(({ lead, key, value }) => `${lead}${key}中: ${value}`),
  ofPair(({ lead, key, value }) => `${lead}${key}: ${value}é：中`),
  ofPair(({ lead, key, value }) => `${lead}&k ${key}: ${value}`),
];

/** Scalars that read otherwise than they look. */
const odd = [
  '010', '0o17', '1:30', '08', '1e3', '.5', '1_000', 'y', 'Yes', 'off', '~', 'null', '=', '<<', '???', '.inf', '0x_', '-',
  '2026-01-01', '"\\u263a"', '"\\ud800"', "''", '""', '[::]', '[?x]', '{a:}', '[-]', '[,]', '[1, 2,]', '{a}', '{"a":1}',
  '[a: 1, b]', '- a', 'x: y', '@x', '`x`', '%x', '${http_options.port}', '"${http_options.port}"', '[${x}]', '!!float 3',
  '!!set {a}', '!<x> 1', '"a" b', '"a"#c', '[1]#c', 'x#c', "'it''s'", '"a\\\n  b"', '|', '>-', '*nothing', '&b', '! ',
] as const; // prettier-ignore
