import { describe, expect, it } from 'vitest';
import type { TextEdit } from '../tree/finding';
import { parseDocument } from '../parse';
import { Trial } from './trial';

const item = (name: string) =>
  `  - name: ${name}\n    import_path: processor\n    args: { ncpu_proc_per_node: 1 } # why\n`;
const text = `proxy_location: EveryNode\napplications:\n${item('a')}${item('b')}${item('c')}http_options:\n  port: 1\n`;

const at = (searched: string, newText: string): TextEdit[] => {
  const start = text.indexOf(searched);
  return [{ span: { start, end: start + searched.length }, newText }];
};

describe('a text after edits', () => {
  it.each([
    ['a longer word', at('EveryNode', 'SomeOtherNode'), true],
    ['no value', at(' EveryNode', ''), true],
    ['a whole part less', at(item('b'), ''), true],
    ['a bracket that is not closed', at('1 }', '1'), false],
    ['a quote that is not closed', at('name: b', 'name: "b'), false],
    ['a key that is there already', at('http_options:', 'proxy_location: x\nhttp_options:'), false],
    ['two edits', [...at('EveryNode', 'x'), ...at('port: 1', 'port: 22')], true],
    ['two edits, one of which breaks it', [...at('EveryNode', 'x'), ...at('port: 1', 'port: [')], false],
  ])('%s', (_, edits, isSound) => {
    expect(new Trial(parseDocument(text)).isSoundAfter(edits)).toBe(isSound);
  });

  it('may make a part run into the one before, or no key of one', () => {
    const trial = new Trial(parseDocument(text));
    const start = text.indexOf('- name: b');
    expect(trial.isSoundAfter([{ span: { start, end: start + 1 }, newText: ' ' }])).toBe(false);
    const plain = parseDocument('a: 1\nb: 2\nc: 3\nd: 4\n');
    expect(new Trial(plain).isSoundAfter([{ span: { start: 16, end: 19 }, newText: '' }])).toBe(false);
  });

  it('is read as a whole where it is no whole without what stands in other parts', () => {
    const whole = parseDocument('applications: [\n1, b:\n, 2]\nc: 1\n');
    expect(whole.problems).toEqual([]);
    const start = whole.text.indexOf(', 2]');
    const edits = [{ span: { start, end: start + 4 }, newText: 'd: 1' }];
    expect(new Trial(whole).isSoundAfter(edits)).toBe(false);
  });

  it('is read as a whole where the parts are still those of the text before', () => {
    const before = parseDocument('a: 1\nb: 2\n');
    const word = parseDocument('abcdefg\n\n\n', before);
    expect(word.parts.map(({ text: own }) => own).join('')).toBe('a: 1\nb: 2\n');
    const edits = [{ span: { start: 10, end: 10 }, newText: 'd: 1' }];
    expect(new Trial(word).isSoundAfter(edits)).toBe(false);
  });

  it('leaves the document as it is', () => {
    const document = parseDocument(text);
    const before = structuredClone(plain(document));
    const trial = new Trial(document);
    expect(trial.isSoundAfter(at('EveryNode', 'SomeOtherNode'))).toBe(true);
    expect(trial.isSoundAfter(at(item('a'), ''))).toBe(true);
    expect(trial.isSoundAfter(at('EveryNode', 'x'))).toBe(true);
    expect(trial.isSoundAfter(at('name: b', 'name: "b'))).toBe(false);
    expect(plain(document)).toEqual(before);
    // And the next reading takes over from it as if nothing had been tried.
    const next = `# why\n${text}`;
    expect(plain(parseDocument(next, document))).toEqual(plain(parseDocument(next)));
  });

  it('is not read forever', () => {
    const whole = `a: 1\n${`# ${'x'.repeat(98)}\n`.repeat(400)}`;
    const document = parseDocument(whole);
    expect(document.problems).toEqual([]);
    const trial = new Trial(document);
    const tried = [1, 2, 3].map(() => trial.isSoundAfter([{ span: { start: 0, end: 1 }, newText: 'b' }]));
    expect(tried).toEqual([true, true, undefined]);
    const long = new Trial(parseDocument(whole + whole.replace('a', 'b')));
    expect(long.isSoundAfter([{ span: { start: 0, end: whole.length + 1 }, newText: 'b' }])).toBeUndefined();
  });
});

function plain({ root, parts }: ReturnType<typeof parseDocument>) {
  return { root, parts: parts.map(({ place: { start }, text: own }) => ({ start, own })) };
}
