import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../document/edits/applyEdits';
import { parseDocument } from '../../document/parse';
import { createAnalyzer } from '../analysis';
import { patience } from './proof';
import { withLookAlikes } from './withLookAlikes';

const sound = `http_options:
  host: 127.0.0.1
  port: 8000
telemetry:
  enabled: true
applications:
  - name: server
    import_path: server
    route_prefix: /api/v1
    args: {supported_models: [/data/模型：一，二]} # 说明：“网关”，端口　8000
`;
const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const findingsOf = (text: string) =>
  analyzer.config({ uri: 'file:///server_config.yaml', text }, {}).findings;

/** One slip in each text: an input method that was on, a paste from a page. */
const spoiled = [
  ...[...sound.matchAll(/(?<=\w):(?= )/g)].map(({ index }) => at(index, '：')),
  ...[...sound.matchAll(/(?<=\w: ?) /g)].map(({ index }) => at(index, '\u00a0')),
  ...[...sound.matchAll(/(?<=^ {0,3}) (?=.*\S)/gm)].map(({ index }) => at(index, '\u00a0')),
  at(sound.indexOf('- name'), '–'),
  at(sound.indexOf('[/'), '［'),
  at(sound.indexOf('8000'), '８'),
].filter(text => text.slice(0, text.indexOf(' #')) !== sound.slice(0, sound.indexOf(' #')));

function at(index: number, character: string): string {
  return sound.slice(0, index) + character + sound.slice(index + 1);
}

/** The text with comments that make it so long, and what is read again of it, in characters. */
function readAgain(text: string, length: number): { characters: number; codes: string[] } {
  const long = text + '# comment\n'.repeat((length - text.length) / 10);
  const document = parseDocument(long);
  let characters = 0;
  const findIn = (each: string) => {
    characters += each.length;
    return [...parseDocument(each).problems];
  };
  const found = withLookAlikes(document, document.problems, findIn);
  return { characters, codes: found.map(({ code }) => code) };
}

describe('a look-alike', () => {
  it('is not named where it may stand', () => {
    expect(findingsOf(sound)).toEqual([]);
  });

  it.each(spoiled)(
    'is named in place of what it causes, and its fix is the text that was meant: %j',
    text => {
      const errors = findingsOf(text).filter(({ severity }) => severity === 'error');
      const named = errors.filter(({ code }) => code === 'look-alike-character');
      // What can be read in both ways has no error, and nothing is said.
      if (errors.length === 0) return;
      expect(named).toHaveLength(1);
      expect(errors).toEqual(named);
      const [fix] = named[0]?.fixes?.() ?? [];
      expect(fix?.preferred).toBe(true);
      const after = applyEdits(text, fix?.edits ?? []);
      expect(findingsOf(after)).toEqual([]);
      expect(after.replaceAll('  ', ' ')).toBe(sound.replaceAll('  ', ' '));
    },
  );

  it('is looked for in lines that are there: the reader may lose its way in the last one', () => {
    expect(() => findingsOf('  -!!int  name:\n  -!!int  name: \ufeff\n  -!!int  name:   ')).not.toThrow();
  });

  it('is left alone where plain characters would not help', () => {
    const text = sound.replace('true', '说明，“是”');
    expect(findingsOf(text).map(({ code }) => code)).toEqual(['wrong-type']);
  });

  it('is looked for in as many characters as a key press allows, however long the text is', () => {
    // Each group of characters in brackets may be the one that is meant.
    const text = `a: [1，2，3，4，5，6，7，8，9，10，11，12］\n`;
    expect(readAgain(text, 5000).codes).toEqual(['look-alike-character']);
    for (const length of [20_000, 42_000, 49_000]) {
      const { characters } = readAgain(text, length);
      expect(characters).toBeGreaterThan(0);
      expect(characters).toBeLessThanOrEqual(patience.inAll);
    }
    expect(readAgain('a： 1\nb: 2\n', 42_000)).toMatchObject({ codes: ['look-alike-character'] });
  });
});
