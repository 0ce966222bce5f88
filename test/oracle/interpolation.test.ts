/** Interpolations resolve as the installed OmegaConf resolves them, and are refused only where it refuses them. */
import { expect, it } from 'vitest';
import { parseDocument } from '../../server/src/document/parse';
import { nodeAtPath } from '../../server/src/document/tree/locate';
import { withInterpolations } from '../../server/src/document/omegaconf/resolve';
import type { TreeNode } from '../../server/src/document/tree/tree';
import { askPython } from './askPython';

const base = `h: {host: a, port: 8000, l: [1, 2], f: 1.50, none: null, t: true}
x: 5
t: true
n: null
m: '???'
k: port
i: \${x}
on: 1
quoted: {c: '\${h.port}'}
h-x: 1
h_x: 2
'1': one
apps:
  - name: q
    args: {a: 1, above: '\${..name}', beside: '\${.a}'}
`;
const contents = [
  ...['h.port', 'h.host', 'h', 'h.l[0]', 'h.l.1', 'h.l[-1]', 'h.l.-1', 'h.l[9]', 'x', 'missing', 'h.missing'],
  ...[
    'h.port.x',
    'h.Port',
    '',
    'a b',
    '.x',
    '..x',
    '...x',
    '.h.port',
    'h.f',
    't',
    'n',
    'm',
    'h[port]',
    'h["port"]',
  ],
  ...[' h.port ', 'h.', '.', 'oc.env:V', 'oc.env:V,7', 'oc.decode:"5"', 'oc.select:q,5', 'env:V', 'OC.env:V'],
  ...[
    'foo.bar:1',
    'i',
    'probe',
    'probe.x',
    'probe[0]',
    'ring.a',
    'h.${k}',
    '${k}',
    'oc.create:[1,2]',
    'oc.dict.keys:h',
    'h.l',
    'quoted',
  ],
  ...[
    'apps[0].args.a',
    'apps.0.name',
    'apps[0].args.above',
    'apps[0].args.beside',
    'apps',
    '1',
    'on',
    'h-x',
    'h_x',
  ],
  ...['h.port}', "h.'port'", 'h.l[ 0 ]', 'h . port', 'h. port', 'h.none', 'h.t', '???', 'a/b', '-1'],
];
const forms = [
  '"${%}"',
  'a${%}b',
  '\\${%}',
  '\\\\${%}',
  '\\\\\\${%}',
  '"${%"',
  '"${%}${x}"',
  "'${%}'",
  '${%}',
  '|\n  ${%}',
];

/** What only the environment decides is not known here. */
const isAboutEnvironment = (text: string) => /oc\.env:V\W/.test(text) && !text.includes('oc.env:V,');

it('resolves what it resolves as the loader does, and refuses nothing that the loader takes', () => {
  const texts = contents.flatMap(content =>
    forms.map(form => `${base}probe: ${form.replace('%', () => content)}\n`),
  );
  const answers = askPython('interpolation.py', texts).map(
    line => JSON.parse(line) as ['ok' | 'error', unknown],
  );
  const seen = { same: 0, unknown: 0, refused: 0, missed: [] as string[] };
  for (const [index, text] of texts.entries()) {
    const [verdict, value] = answers[index] ?? ['error', undefined];
    const { root, problems } = withInterpolations(parseDocument(text));
    if (verdict === 'ok') {
      expect(problems, text).toEqual([]);
      const node = nodeAtPath(root, ['probe']);
      const ours = node && plain(node);
      if (JSON.stringify(ours).includes(unknown)) seen.unknown += 1;
      else {
        expect(ours, text).toEqual(value);
        seen.same += 1;
      }
    } else if (problems.length > 0) seen.refused += 1;
    else if (!isAboutEnvironment(text)) seen.missed.push(text.slice(base.length));
  }
  expect(seen.same).toBeGreaterThan(250);
  expect(seen.refused).toBeGreaterThan(150);
  // A key made of another value is not read.
  expect(seen.missed.filter(text => !text.includes('${${k}'))).toEqual([]);
});

const unknown = '<unknown>';

function plain(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.interpolated ? unknown : node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [String(key.value), plain(value)]));
}
