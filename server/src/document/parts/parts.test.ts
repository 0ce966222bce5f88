/** Reading by parts: the same as reading in one piece, and an edit after a reading the same as a fresh reading. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../parse';
import { readWhole } from './readWhole';
import type { ParsedDocument } from '../tree/tree';

const root = join(import.meta.dirname, '../../../..');
const files = globSync('{examples/**,test/cases/rules/*/{ok,fixed}}/*.yaml', { cwd: root }).sort();
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What a reading says, without what only the next one looks at. */
const said = ({ root: tree, nodes, problems }: Pick<ParsedDocument, 'root' | 'nodes' | 'problems'>) => ({
  tree,
  nodes,
  problems: problems.map(({ code, span, message, related }) => ({ code, span, message, related })),
});

describe('parts', () => {
  it.each(files)('of %s make the tree of the whole', file => {
    const text = read(file);
    const whole = readWhole(text);
    if (whole.problems.length === 0) expect(said(parseDocument(text))).toEqual(said(whole));
    else expect(parseDocument(text).problems).not.toEqual([]);
  });

  const config = read('examples/demo/server_config.yaml');
  const second = config.indexOf('  - name:', config.indexOf('- name:') + 8);

  it.each([
    ['a character in the middle', (text: string) => text.replace('ranks', 'rankss')],
    ['an application less', (text: string) => text.slice(0, second)],
    ['a line before all others', (text: string) => `# more\n\n${text}`],
    ['an application twice', (text: string) => text + text.slice(second)],
    ['a quote that is open', (text: string) => text.replace('name: ', 'name: "')],
    [
      'a quote over two items',
      (text: string) => text.replace(/: model$/m, ': "model').replace(/: model$/m, ': model"'),
    ],
    [
      'an anchor in one application, its alias in another',
      (text: string) =>
        text.replace('deployments:', 'deployments: &d').replace(/deployments:\n/, 'deployments: *d\n'),
    ],
    ['another text', () => 'applications: []\n'],
    ['nothing', () => ''],
  ])('taken over after %s make the tree of a fresh reading', (_, edit) => {
    const edited = edit(config);
    expect(edited).not.toBe(config);
    let last = parseDocument(config);
    for (const text of [edited, config, edited]) {
      last = parseDocument(text, last);
      expect(said(last)).toEqual(said(parseDocument(text)));
    }
  });

  const brokenLine = config.indexOf('\n', second) + 1;
  const insert = (text: string, at: number, inserted: string) =>
    text.slice(0, at) + inserted + text.slice(at);

  it.each([
    ['a character that is refused', '    x: a\u0000b\n'],
    ['an indentation that fits nothing', '   x: 1\n'],
    ['a key twice', '    y: 1\n    y: 2\n'],
    ['an alias of nothing', '    y: *nothing\n'],
    ['an anchor twice', '    y: &y 1\n    z: &y 2\n'],
    ['a tag that is refused', '    y: !unknown 1\n'],
    ['a value that is none', '    y: =\n'],
    ['a quote that is open', '    y: "\n'],
    ['a bracket that is open', '    y: [1, 2\n'],
  ])('with %s are taken over, with their problems in their places', (_, line) => {
    const broken = insert(config, brokenLine, line);
    let last = parseDocument(broken);
    expect(last.problems).not.toEqual([]);
    const [first = ''] = config.split('\n', 1);
    const edits = ['', '# one more line\n', '# one more line\n# and one\n', '"', `z: "\n`, 'z: &y 3\n'];
    for (const text of edits.flatMap(edit => [edit + broken, broken, broken + edit, first + edit])) {
      last = parseDocument(text, last);
      const fresh = parseDocument(text);
      expect(said(last)).toEqual(said(fresh));
      expect(last.problems.map(({ fixes }) => fixes?.())).toEqual(
        fresh.problems.map(({ fixes }) => fixes?.()),
      );
    }
  });

  it('with anchors are taken over, and their anchors known to the parts that are read', () => {
    const anchored = 'a: &a {x: [1, 2]}\nb: &b 2\nc: *a\nd: {e: *b, <<: *a}\nf: &f 3\ng: 1\n';
    const edits: ((text: string) => string)[] = [
      text => text,
      text => `# more\n${text}`,
      text => `z: &z 1\n${text}`,
      text => `z: &a 1\n${text}`,
      text => text.replace('&b', '&a'),
      text => text.replace('&a {x', '{x'),
      text => text.replace('g: 1', 'g: &b *f'),
      text => text.replace('g: 1', 'g: *f'),
      text => text.replace('f: &f 3', 'f: [*b, &f 3]'),
      text => text.replace('[1, 2]', '[1, &b 2]'),
      text => `${text}h: &a *a\n`,
      text => text.replace('a: &a {x: [1, 2]}\n', ''),
      text => text.replace('b: &b 2\nc: *a\n', 'c: *a\nb: &b 2\n'),
    ];
    for (const from of edits) {
      for (const to of edits) {
        let last = parseDocument(from(anchored));
        for (const text of [to(anchored), from(anchored), to(from(anchored))]) {
          last = parseDocument(text, last);
          expect(said(last)).toEqual(said(parseDocument(text)));
        }
      }
    }
    const before = parseDocument(anchored);
    const kept = before.parts.map(({ entry }) => entry);
    const after = parseDocument(anchored.replace('g: 1', 'g: &g 1'), before);
    expect(after.parts.map(({ entry }, index) => entry === kept[index])).toEqual([
      true, // before the first key
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it('that are broken and unchanged are the same nodes', () => {
    const broken = insert(config, brokenLine, '    y: 1\n    y: 2\n');
    const before = parseDocument(broken);
    const items = before.parts.map(({ item }) => item);
    const after = parseDocument(`# one more line\n${broken}`, before);
    const index = after.parts.findIndex(({ nodeProblems }) => nodeProblems.length > 0);
    expect(index).toBeGreaterThan(0);
    expect(after.parts[index]?.item).toBe(items[index]);
  });

  it.each(['one\ntwo\n', "${'${oc.env:${", 'one\n two\n\t\n'])(
    'are not made of a file that is one text: %j',
    text => {
      expect(said(parseDocument(text))).toEqual(said(readWhole(text)));
      expect(parseDocument(text).problems).toEqual([]);
    },
  );

  it('move the first of two anchors also where what has it cannot be read', () => {
    const text = 'x: &a 1\ny: &b [*a, *a]\ny: &b [*a, =*a, *a,${ *a, *a]\ny: &b [*a]\n  ';
    const edited = `  \n${text}`;
    expect(said(parseDocument(edited, parseDocument(text)))).toEqual(said(parseDocument(edited)));
  });

  it('give way to the whole where a bracket goes on over them, however long the text is', () => {
    const bracket = 'proxy_location: {#c\na: EveryNode#c\n, "b":1#c\n}\n';
    const text = `${bracket}${config.replace(/^proxy_location.*\n/m, '')}`;
    expect(parseDocument(text).problems).toEqual([]);
  });

  it('give way to the whole where a quote goes on over them, though something else is wrong', () => {
    const text = `${config.replace('name: server', "name: 'server")}    name: x'\n    name: y\n`;
    expect(parseDocument(text).problems.map(({ code }) => code)).not.toContain('yaml-syntax');
  });

  it('are not made of a text that merges at its root', () => {
    const text = `${config}x: &x {y: 1}\n<<: *x\n`;
    expect(said(parseDocument(text))).toEqual(said(readWhole(text)));
    expect(readWhole(text).problems).toEqual([]);
  });

  it('that are unchanged are the same nodes', () => {
    const before = parseDocument(config);
    const items = before.parts.map(({ item }) => item);
    const after = parseDocument(`# one more line\n${config}`, before);
    expect(after.parts.slice(1).map(({ item }) => item)).toEqual(items.slice(1));
    expect(after.parts.at(-1)?.item).toBe(items.at(-1));
  });
});

describe('what is too long', () => {
  const codes = (text: string) => parseDocument(text).problems.map(({ code }) => code);
  const application = '  - name: a\n    import_path: server\n    route_prefix: /a\n';

  it('is reported once, at the first line that is not read', () => {
    const text = `applications:\n${application.repeat(4000)}`;
    const document = parseDocument(text);
    expect(document.problems.map(({ code }) => code)).toEqual(['yaml-size', 'yaml-nodes']);
    expect(document.nodes).toBeGreaterThan(12_000);
    expect(document.nodes).toBeLessThan(12_100);
    const [size, nodes] = document.problems.map(({ span }) => span.start);
    expect(text.slice(size, (size ?? 0) + 11)).toBe('  - name: a');
    // The item in which the 10,001st node is.
    const items = (text.slice(0, nodes).match(/- name/g) ?? []).length;
    expect([items * 7 + 3 <= 10_000, (items + 1) * 7 + 3 > 10_000]).toEqual([true, true]);
  });

  it('is a single value, or a text that cannot be cut', () => {
    expect(codes(`a: ${'x'.repeat(200_001)}\nb: 1\n`)).toEqual(['yaml-size']);
    expect(codes(`"a": ${'x'.repeat(200_001)}\n`)).toEqual(['yaml-size']);
    expect(codes(`a: ${'x'.repeat(190_000)}\n`)).toEqual([]);
    expect(codes(`a: [${','.repeat(32_001)}]\nb: 1\n`)).toEqual(['yaml-size']);
  });

  it('is not a file with long comments', () => {
    const comments = '# A line that says nothing, and says it at some length.\n'.repeat(8000);
    expect(comments.length).toBeGreaterThan(400_000);
    expect(codes(`${comments}applications:\n${comments.replaceAll('#', '  #')}${application}`)).toEqual([]);
    expect(codes(`"applications":\n${comments.replaceAll('#', '  #')}${application}`)).toEqual([]);
  });

  it('is cut off without more than its beginning being kept', () => {
    const text = `${application.replace('  - name', 'name')}${'#'.repeat(3_000_000)}`;
    expect(parseDocument(text).text).toHaveLength(1_000_000);
    const many = `applications:\n${application.repeat(100)}${'# more\n'.repeat(200_000)}${application}`;
    const { problems, root: tree } = parseDocument(many);
    expect(problems.map(({ code }) => code)).toEqual(['yaml-size']);
    expect(tree?.kind === 'mapping' && tree.entries[0]?.value).toMatchObject({ items: { length: 99 } });
  });
});
