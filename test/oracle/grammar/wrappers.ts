/** Texts at their places in a file of Twinkle's form, which is read by parts: the keys of the root and the applications. */
import { pick, type Random } from '../random';
import { below, chance } from './tokens';

const indented = (text: string, width: number): string => text.replace(/^(?=.)/gm, ' '.repeat(width));
const ended = (text: string): string => (/[\n\r]$/.test(text) ? text : `${text}\n`);

type Wrapper = (text: string, random: Random) => string;

const first = '  - name: server\n    import_path: server\n';
const last = '  - name: base\n    args: {a: [1, 2]}\n';

const wrappers: readonly Wrapper[] = [
  // Keys of the root.
  text => `applications:\n${first}${text}`,
  text => `${ended(text)}applications:\n${first}`,
  text => `http_options:\n  port: 8000\n${ended(text)}applications:\n${first}${last}`,
  text => `applications:\n- name: server\n${ended(text)}z: 1\n`,
  // Below a key of the root.
  text => `http_options:\n${ended(indented(text, 2))}applications:\n${first}`,
  text => `http_options: ${ended(text)}applications:\n${first}`,
  // The list itself.
  text => `applications:\n${ended(text)}z: 1\n`,
  text => `applications: ${ended(text)}z: 1\n`,
  text => `applications:\n${first}${ended(indented(text, 2))}${last}`,
  text => `applications:\n${first}  - ${ended(text)}${last}`,
  text => `applications:\n${first}  - ${ended(indented(text, 4).trimStart())}${last}`,
  // Within an application.
  text => `applications:\n${first}    args:\n${ended(indented(text, 6))}${last}`,
  text => `applications:\n${first}    args: ${ended(text)}${last}`,
  text => `applications:\n${first}    args: ${ended(indented(text, 6).trimStart())}${last}z: 1\n`,
  text => `applications:\n${first}${ended(indented(text, 4))}${last}`,
  text => `applications:\n${first}    args: {a: ${text}}\n${last}`,
  text => `applications:\n${first}    args: [${ended(indented(text, 6).trimStart())}    ]\n${last}`,
  // Between others, where an anchor or a bracket of one part reaches another.
  (text, random) =>
    `a: ${pick(['&r {k: 1}', '&r [1]', '[1', '{k: 1', '"x', "'x", '&s 1'], random) ?? ''}\n${ended(text)}applications:\n${first}`,
  (text, random) =>
    `${ended(text)}applications:\n${first}    args: ${pick(['*r', '*s', ']', '}', 'x"', "x'", '{<<: *r}'], random) ?? ''}\n${last}`,
];

/** A text as a part of a file; now and then with other ends of lines, or indented as a whole. */
export function inFile(text: string, random: Random): string {
  const file = pick(wrappers, random)?.(text, random) ?? text;
  if (chance(0.04, random)) return file.replaceAll('\n', '\r\n');
  if (chance(0.02, random)) return file.replaceAll('\n', '\r');
  if (chance(0.02, random)) return indented(file, 1 + below(3, random));
  return file;
}
