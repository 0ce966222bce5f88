/** A line that is typed over gives the tree of a fresh reading, whichever way it was read. */
import { describe, expect, it } from 'vitest';
import { editOf } from './lineEdit';
import { parseDocument } from '../parse';
import { cutsOf } from './cuts';
import type { ParsedDocument } from '../tree/tree';

const text = `ray_namespace: a
http_options:
  host: localhost # not for others
  port: 8000
applications:
  - name: model
    args:
      max_loras: 5
      deep:
        - a: 1
          b: two
        - c: 3   # more
      text: |
        a: 1
      flow: {
        one: 1,
      }
      quoted: "x
        y: 1"
      empty:
    last: 1

  - name: sampler
    import_path: sampler
`;

/** A reading of its own for each test, since an edit uses it up. */
const fresh = () => parseDocument(text);

function editsIn(before: ParsedDocument, after: string): unknown[] {
  const cuts = cutsOf(after, parseDocument(after).lineStarts) ?? [];
  return cuts.flatMap((cut, index) => {
    const kept = before.parts[index];
    return kept === undefined || kept.text === after.slice(cut.start, cut.end)
      ? []
      : [editOf(kept, cut, after.slice(cut.start, cut.end))];
  });
}

/** What a reading says; fixes are made anew each time. */
const said = ({ root, nodes, problems }: ParsedDocument) => ({
  root,
  nodes,
  problems: problems.map(({ code, span, message }) => ({ code, span, message })),
});

describe('a line that is typed over', () => {
  it.each([
    ['a value', 'max_loras: 5', 'max_loras: 12'],
    ['a key', 'max_loras: 5', 'max_lora: 5'],
    ['both', 'max_loras: 5', 'x: ms://Qwen/Qwen3.5-4B'],
    ['a value that becomes text', '- a: 1', '- a: one'],
    ['the last of a list', 'c: 3   # more', 'c: 3.5 # more'],
    ['the last of an application', 'last: 1', 'last: 1000'],
    ['the first of an item', '- name: model', '- name: models'],
    ['the last of all', 'import_path: sampler', 'import_path: model'],
    ['of another key of the root', 'port: 8000', 'port: 80'],
    ['its comment', '# not for others', '# for others'],
    ['blanks', 'port: 8000', 'port:   8000  '],
  ])('is taken for what it is: %s', (_, from, to) => {
    const after = text.replace(from, to);
    expect(editsIn(fresh(), after)).toEqual([
      expect.objectContaining({ apply: expect.any(Function) as unknown }),
    ]);
    expect(said(parseDocument(after, fresh()))).toEqual(said(parseDocument(after)));
  });

  it.each([
    ['of a block of text', '        a: 1\n      flow', '        a: 2\n      flow'],
    ['of a mapping in brackets', 'one: 1,', 'one: 2,'],
    ['of a text in quotes', 'y: 1"', 'y: 2"'],
    ['that becomes a key of its siblings', 'last: 1', 'name: 1'],
    ['that begins an anchor', 'last: 1', 'last: &a 1'],
    ['that is an interpolation', 'last: 1', 'last: ${ray_namespace}'],
    ['that is moved', '    last: 1', '   last: 1'],
    ['without a value', 'last: 1', 'last:'],
    ['without a colon', 'last: 1', 'last 1'],
    ['whose key is no text', 'last: 1', 'yes: 1'],
    ['whose value nothing can read', 'last: 1', 'last: 0x_'],
    ['of two', 'last: 1\n', 'last: 1\n    more: 2\n'],
    ['that ends with a colon', 'last: 1', 'last: a:'],
  ])('is read by the part: %s', (_, from, to) => {
    const after = text.replace(from, to);
    expect(after).not.toBe(text);
    expect(editsIn(fresh(), after)).toEqual([undefined]);
    expect(said(parseDocument(after, fresh()))).toEqual(said(parseDocument(after)));
  });

  it('may be typed over again, and undone', () => {
    let last = fresh();
    const steps = ['max_loras: 55', 'max_loras: 5', 'max_lora: 5', 'max_loras: 5'];
    for (const step of steps) {
      const after = text.replace('max_loras: 5', step);
      last = parseDocument(after, last);
      expect(said(last)).toEqual(said(parseDocument(after)));
    }
  });

  it('leaves the part as it was where another part cannot be read on its own', () => {
    const before = fresh();
    const broken = text
      .replace('port: 8000', 'port: 80')
      .replace('- name: sampler', '- name: sampler\rmore: 1');
    const between = parseDocument(broken, before);
    expect(said(parseDocument(text, between))).toEqual(said(fresh()));
  });
});

it('leaves a key to the reader that may be longer than the loader takes', () => {
  const text = (value: number) => `a: 1\nb:\n  ${'x'.repeat(1100)}: ${value}\nc: 3\n`;
  const typed = parseDocument(text(2), parseDocument(text(1)));
  expect(typed.problems).toEqual(parseDocument(text(2)).problems);
  expect(typed.problems).not.toEqual([]);
});
