/** Arguments of resolvers, put together at random: read, resolved and refused as the installed OmegaConf does. */
import { expect, it } from 'vitest';
import { nodeAtPath } from '../../server/src/document/tree/locate';
import { parseDocument } from '../../server/src/document/parse';
import { withInterpolations } from '../../server/src/document/omegaconf/resolve';
import { askPython } from './askPython';
import { pick, randomNumbers, type Random } from './random';

const base = `h: {host: a, port: 8000, l: [1, 2]}
x: 5
k: port
t: true
n: null
s: "1.5"
`;
const pieces = [
  'oc.env:', 'oc.decode:', 'oc.select:', 'oc.create:', 'oc.env:TWINKLE_ORACLE_SET', 'oc.env:TWINKLE_ORACLE_UNSET,',
  'oc.env:TWINKLE_ORACLE_UNSET', 'oc.decode:${s}', 'TWINKLE_ORACLE_UNSET,', ',', ', ', '"', "'", '"a"', '5', '1.5', '-3', 'null',
  'true', 'False', ' ', '${x}', '${missing}', '${k}', '${t}', '${h.${k}}', '${oc.env:TWINKLE_ORACLE_SET}', '[', ']', '[1, a]',
  '{', '}', '{a: 1}', 'a', 'b c', ':', '.', '/', '-', '+', '(', '!', '~', 'é', '?', '???', '1_0', '01', '.5', '5.', '1e3', '1.e-2',
  '$', 'h.port', 'h', 'h.none', 'x', '"5"', "'x y'", '"${x}"', '"[1, 2]"', 'inf', 'NaN', '@', '*', '%', '|', '#', '=', '<', '&', ';',
] as const; // prettier-ignore

const environment: Readonly<Record<string, string>> = { TWINKLE_ORACLE_SET: 'seven 7' };

/** Half of them well formed, or nearly so. */
function content(random: Random): string {
  const some = (most: number): string =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(pieces, random)).join('');
  const way = random();
  if (way < 0.4) return `oc.env:TWINKLE_ORACLE_UNSET,${some(3)}`;
  if (way < 0.55) return `oc.decode:'${some(3).replaceAll("'", '')}'`;
  if (way < 0.65)
    return `oc.select:${pick(['x', 'h.port', 'nothing', '.x', 'h.nothing'], random)},${some(2)}`;
  if (way < 0.75) return `h.${some(2)}`;
  return some(5);
}

it('reads arguments as OmegaConf reads them', () => {
  const random = randomNumbers(Number(process.env['TWINKLE_TEST_SEED'] ?? 20261125));
  const contents = Array.from({ length: 3000 }, () => content(random));
  const values = contents.map(each => `\${${each}}`);
  const texts = values.map(value => `${base}probe: '${value.replaceAll("'", "''")}'\n`);
  const answers = askPython('interpolation.py', texts, environment).map(
    line => JSON.parse(line.replace(/, -?(?:NaN|Infinity)\]$/, ', null]')) as ['ok' | 'error', unknown],
  );
  const seen = { same: 0, open: 0, refused: 0 };
  const wrong: unknown[] = [];
  const missed: string[] = [];
  for (const [index, text] of texts.entries()) {
    const [verdict, value] = answers[index] ?? ['error', undefined];
    const { root, problems } = withInterpolations(parseDocument(text), name => environment[name] ?? null);
    const node = nodeAtPath(root, ['probe']);
    if (verdict === 'error') {
      if (problems.length > 0) seen.refused += 1;
      else missed.push(`${values[index]}  ${String(value)}`);
    } else if (problems.length > 0) wrong.push([values[index], value, problems[0]?.message.template]);
    else if (node?.kind === 'scalar' && !node.interpolated) {
      seen.same += 1;
      if (JSON.stringify(node.value) !== JSON.stringify(value) && typeof value !== 'object')
        wrong.push([values[index], value, node.value]);
    } else seen.open += 1;
  }
  expect(wrong).toEqual([]);
  expect(seen.same).toBeGreaterThan(texts.length / 10);
  expect(seen.refused).toBeGreaterThan(texts.length / 10);
  // What is left open on purpose: backslashes, blanks at the ends, `???` as a default, names made of values.
  if (missed.length > texts.length / 33) expect(missed).toEqual([]);
});
