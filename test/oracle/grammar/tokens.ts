/** The pieces that texts are made of: all that YAML's scanner minds, and what people write beside it. */
import { pick, type Random } from '../random';

/** True with a probability. */
export const chance = (probability: number, random: Random): boolean => random() < probability;

/** From 0 to one below `end`. */
export const below = (end: number, random: Random): number => Math.floor(random() * end);

export function any(from: readonly string[], random: Random): string {
  return pick(from, random) ?? '';
}

/** Characters that some reader, editor or person minds. None begins an interpolation. */
export const oddCharacters = [
  '\u0000', '\u0007', '\u001a', '\u001b', '\u007f', '\u0080', '\u0085', '\u009f', '\u00a0', '\u00ad', '\u1680', '\u200b', '\u200e',
  '\u2028', '\u2029', '\u202e', '\u3000', '\ud7ff', '\ue000', '\ufdd0', '\ufeff', '\ufffd', '\ufffe', '\uffff', '\ud83d\ude00',
  '\udbff\udfff', '\ud800', 'é', '中', '：', '，', '“', '\t', '\r', '\n', '\r\n', '\\', '/', '~', '^', '+', '=', '.', ';', '$', '(',
] as const; // prettier-ignore

export const indicators = [
  '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', "'", '"', '%', '@', '`', '<',
] as const; // prettier-ignore

/** Plain words that load wherever a scalar may stand. */
export const easyWords = [
  'a', 'b', 'k', 'x y', 'x-y', 'a b c', '1', '-1', '010', '1:30', '0x1F', '1_000', '.5', '1e3', '2.', 'yes', 'off', 'null', '~', '.inf',
  '2026-01-01', "it's", 'a"b', 'x!', 'a&b', 'a*', '08', '1.5', '0b11', 'é', '中文', 'a\\b', 'y', 'No', '+1', '/a/b', '2.5', 'model-1', 'a#b',
] as const; // prettier-ignore

/** Those that load in some places, and those that load in none. */
export const oddWords = [
  'a:b', 'http://h:80/p', 'x,y', 'x?', '-x', '?x', ':x', '=', '<<', '???', '%x', '--', '---', '...', '--- a', '-', ':', '?', 'x[0]', 'a{b}',
  '<', '|x', 'a:', 'a :b', '#a', ',a', '- a', '? a', 'a]', '}', '::', '--a', '!a', '&a', '*a', 'a: b', 'a - b', '...a', ',', '[', '@a', '`a',
  '0x_', '1:60', '!!int 08', 'a\tb', 'a \t b', '“a”', 'a：b', '٣', '\ufeffa', 'a\ufeff', '\u00a0', '\u3000a', '1\u200b', 'a?b', "'", '"', '%', '0_',
] as const; // prettier-ignore

export const words = [...easyWords, ...oddWords] as const;

/** Keys that load, mostly. */
export const easyKeys = [
  '"a"',
  "'b'",
  '"x y"',
  'a b',
  'a-b',
  '1',
  'yes',
  '1.5',
  'é',
  'a#b',
  '""',
  '=',
  '2026-01-01',
  'off',
] as const;

export const oddKeys = [
  'a', 'b', 'a', 'null', '<<', '???', '*r', '&k a', '!!str a', '"a\\nb"', '[a]', '{a: b}', "''", '- a', 'a:b', '~', '!!int 1', '*r ', '&k',
  '-a', '?a', '"a', 'a"', "'a'b", '[a', '!!null x', '<<', '!x a', '&k &l a', ',', '01', '"1"', '1', '!!merge a', '? a', '- ', '%a', '@a',
] as const; // prettier-ignore

export const keys = [...easyKeys, ...oddKeys] as const;

export const easyProperties = ['!!str ', '! ', '!!str &q ', '&q ', '!<tag:yaml.org,2002:str> '] as const;

export const oddProperties = [
  '&r ', '&r ', '&s ', '&r\n', '!!int ', '!!map ', '!!seq ', '!!set ', '!!omap ', '!!null ', '!!float ', '!!bool ', '!x ', '!x!y ', '!e!x ',
  '!!binary ', '!!python/name ', '&a.b ', '& ', '&r !!str ', '!!str &r ', '!! ', '!', '&r &s ', '&r\t', '!!str\t', '!<> ', '!%41 ', '!!s%74r ',
  '!!timestamp ', '!!pairs ', '!!merge ', '!!value ', '&é ', '!!str !!str ', '&r', '!!str', '!<a', '!a{', '!!str,', '!!st%r ', '! &r ', '!,a ',
] as const; // prettier-ignore

export const properties = [...easyProperties, ...oddProperties] as const;

export const comments = [
  ' # c',
  ' #',
  '#c',
  '\t# c',
  ' # a: "b',
  ' #\t',
  '  # é 中',
  ' #c: [',
  '# c',
] as const;

export const headers = [
  '|', '>', '|-', '>-', '|+', '>+', '|2', '>1', '|1-', '>-2', '| # c', '|#c', '|0', '|x', '|\t', '|-+', '|22', '> x', '|9', '|+1 ', '| ',
] as const; // prettier-ignore

export const directives = [
  '%YAML 1.1\n---\n', '%YAML 1.2\n---\n', '%YAML 1.1\n--- ', '%TAG ! !a\n---\n', '%TAG !e! tag:yaml.org,2002:\n---\n', '%FOO x\n---\n',
  '%YAML 1.1\n', '%YAML 1.1\n%YAML 1.1\n---\n', '%YAML 2.0\n---\n', '%YAML\n---\n', '%YAML 1.1 # c\n---\n', '%YAML 1.1#c\n---\n', '%\n---\n',
  '%TAG ! tag:x,2000:\n%TAG ! tag:y,2000:\n---\n', '%TAG !e tag:x\n---\n', '%TAG !! tag:yaml.org,2002:\n---\n', ' %YAML 1.1\n---\n',
  '%YAML 1.3\n---\n', '# c\n%YAML 1.1\n---\n', '%YAML 1.1\n# c\n\n---\n', '%YAML 1.1 x\n---\n', '%YAML 01.1\n---\n', '%TAG\n---\n',
] as const; // prettier-ignore

export const documentMarks = [
  '---\n', '--- ', '---', '...\n', '...', '... # c\n', '--- # c\n', '---\t', '...\n...\n', '---\n---\n', '----\n', '---a\n', '... x\n',
  '...\n---\n', '--- |\n', '--- >-\n', '--- "', '--- &r\n', '--- !!map\n', '...a\n', ' ---\n', ' ...\n', '--- - ', '---\r\n', '...\n# c\n',
] as const; // prettier-ignore

export const doubleQuoted = [
  '"x"', '""', '"x y"', '"\\n"', '"\\x41"', '"\\u263a"', '"\\ud800"', '"\\U0001F600"', '"\\U00110000"', '"\\q"', '"\\/"', '"a: b"',
  '"# c"', "\"'\"", '"\\""', '"\\', '"a\n b"', '"a\n\n  b"', '"a\\\n b"', '"a \n\tb"', '"\ta"', '"a\nb"', '"\\ "', '"\\\t"', '"x', '"\n"',
  '"a\n--- b"', '"a\n---\nb"', '"a\n... b"', '"\\0"', '"\\x4"', '"\\L"', '"\\e"', '"a\r\nb"', '"a\u0085b"', '"a\u2028 b"', '"\\\u0085"',
] as const; // prettier-ignore

export const singleQuoted = [
  "'x'", "''", "'x y'", "'it''s'", "'\\'", "'a: b'", "'# c'", "'\"'", "'a\n b'", "'a\n\n\n b'", "'x", "'a\nb'", "'\ta\t'", "'a\n--- b'",
  "'''", "''''", "'a\n...\nb'", "'a\n\t\n b'", "'a\u2028b'",
] as const; // prettier-ignore

export const lineEnds = ['\n', '\n', '\n', '\n', '\r\n', '\r', '\u0085', '\u2028', '\u2029', '\n\r'] as const;
