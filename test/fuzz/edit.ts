/** Random edits of a text, as people and accidents make them. */
import type { Random } from './random';

const tokens = [
  ...[
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ':',
    ': ',
    '- ',
    '\n',
    ' ',
    '  ',
    '#',
    ' # ',
    '&a ',
    '*a',
    '<<: *a',
    '|',
    '>',
    '|+\n',
  ],
  ...[
    '!!int ',
    '!x ',
    '\t',
    '---\n',
    '...\n',
    '? ',
    'applications:\n',
    '%',
    ',',
    '\n- x\n',
    '\n  - y: 1\n',
    'a: b\n',
  ],
  ...[
    '\r',
    '\r\n',
    '${x}',
    '${..name}',
    '${',
    '@',
    '`',
    '\u2028',
    '\ufeff',
    '\u0001',
    '😀',
    '中',
    '~',
    '=',
    '0x',
    '1e3',
  ],
  ...[
    '\n    # twinkle-ignore: unknown-key\n',
    'ranks: 4\n',
    'import_path: model\n',
    'dp_size: ',
    'mock',
    'null',
    '8',
  ],
] as const satisfies readonly string[];

/** The text after one edit. `earlier` are texts of before, for an undo. */
export function edited(text: string, random: Random, earlier: readonly string[]): string {
  const at = random.below(text.length + 1);
  const lines = () => text.split('\n');
  switch (random.below(9)) {
    case 0:
    case 1:
      return text.slice(0, at) + random.of(tokens) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + random.below(6));
    case 3: {
      // A paste of a piece of the text itself.
      const from = random.below(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + random.below(300)) + text.slice(at);
    }
    case 4:
      return earlier[random.below(earlier.length)] ?? text;
    case 5: {
      const all = lines();
      const from = random.below(all.length);
      return all.toSpliced(from, 1 + random.below(4)).join('\n');
    }
    case 6: {
      const all = lines();
      const from = random.below(all.length);
      return all
        .toSpliced(random.below(all.length), 0, ...all.slice(from, from + 1 + random.below(12)))
        .join('\n');
    }
    case 7: {
      const all = lines();
      const index = random.below(all.length);
      const line = all[index] ?? '';
      const shifted = random.below(2) === 0 ? ` ${line}` : line.replace(/^ /, '');
      return all.with(index, shifted).join('\n');
    }
    default: {
      const all = lines();
      const index = random.below(all.length);
      return all.with(index, (all[index] ?? '').replace(/:.*$/, `: ${random.of(tokens)}`)).join('\n');
    }
  }
}
