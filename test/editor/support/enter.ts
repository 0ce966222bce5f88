/** Places to press Enter at, and the text that is expected when a word is typed there. */
import type { Editor } from '../harness/editor';

export interface EnterCase {
  /** The caret is at ‸. */
  readonly before: string;
  /** With Enter and `x` typed. */
  readonly after: string;
}

const cases: readonly (readonly [before: string, after: string])[] = [
  // A key without a value.
  ['http_options:‸', 'http_options:\n  x'],
  ['  args: ‸', '  args: \n    x'],
  ['  "args":‸', '  "args":\n    x'],
  ['  args: # why: this‸', '  args: # why: this\n    x'],
  ['  base: &base‸', '  base: &base\n    x'],
  // A key behind a dash.
  ['  - args:‸', '  - args:\n      x'],
  ['- args: # why‸', '- args: # why\n    x'],
  // Values.
  ['  host: 127.0.0.1‸', '  host: 127.0.0.1\n  x'],
  ['  - name: head‸', '  - name: head\n    x'],
  ['  - name: head # the first: it‸', '  - name: head # the first: it\n    x'],
  ['  - "name": "a: b"‸', '  - "name": "a: b"\n    x'],
  ['  - gpus: [0, 1]‸', '  - gpus: [0, 1]\n    x'],
  ['  - Qwen/Qwen3.5-4B‸', '  - Qwen/Qwen3.5-4B\n  x'],
  ['  - ms://Qwen/x‸', '  - ms://Qwen/x\n  x'],
  ['  - {a: 1}‸', '  - {a: 1}\n  x'],
  ['  -‸', '  -\n    x'],
  // Blocks of text.
  ['  text: |‸', '  text: |\n    x'],
  ['  text: >-2 # folded‸', '  text: >-2 # folded\n    x'],
  ['  - text: |‸', '  - text: |\n      x'],
  ['  - |‸', '  - |\n    x'],
  // Brackets.
  ['  gpus: [‸]', '  gpus: [\n    x\n  ]'],
  ['  gpus: [0,‸ 1]', '  gpus: [0,\n    x 1]'],
  ['  - gpus: [0,‸', '  - gpus: [0,\n      x'],
  ['  gpus: [[0, 1], [2],‸', '  gpus: [[0, 1], [2],\n    x'],
  // Comments.
  ['  # see below:‸', '  # see below:\n  x'],
  ['  # one‸ two', '  # one\n  #x two'],
  ['  # one ‸two', '  # one \n  # xtwo'],
  ['  port: 8000 # one‸ two', '  port: 8000 # one\n  #x two'],
  ['  url: http://h/#a‸ b', '  url: http://h/#a\n  x b'],
  // The middle of a line. A blank behind the caret is part of the new indentation.
  ['  host:‸ 127.0.0.1', '  host:\n   x 127.0.0.1'],
  ['  host: ‸127.0.0.1', '  host: \n    x127.0.0.1'],
  ['  - host:‸ local', '  - host:\n     x local'],
  ['  - ‸name: a', '  - \n    xname: a'],
  ['  ‸port: 8000', '  \n  xport: 8000'],
  ['‸  port: 8000', '\nx  port: 8000'],
  ['  port: 8000‸ # why', '  port: 8000\n  x # why'],
];

export const enterCases: readonly EnterCase[] = cases.map(([before, after]) => ({ before, after }));

/** Presses Enter and `x` at the mark of each case, from the last on, so that the lines above keep their numbers. */
export async function whereEnterPuts(editor: Editor, all: readonly EnterCase[]): Promise<void> {
  const { keyboard } = editor.page;
  for (const [index, { before }] of [...all.entries()].reverse()) {
    const isAtEnd = before.endsWith('‸') && index < all.length - 1;
    if (isAtEnd) for (const key of ['ArrowUp', 'ArrowUp', 'End']) await keyboard.press(key);
    else await editor.goTo(index + 1, before.indexOf('‸') + 1);
    await keyboard.press('Enter');
    await keyboard.type('x');
    await keyboard.press('Escape');
  }
}
