/**
 * Short texts with something odd in each: so short that all completions at all of their places can be taken, which
 * finds more than a look at a few places of long ones.
 */
import { analyzed, checkCompletion, checkFixes } from './check';
import type { Random } from './random';

const beginnings: readonly [string, ...string[]] = [
  '',
  'http_options:\n  host: x\n  port: 8000\n',
  'telemetry: {enabled: true}\n',
  'persistence:\n  mode: redis\n  redis_url: ${oc.env:A}\n',
  'applications:\n  - import_path: server\n    args:\n      supported_models:\n        - m\n',
  'applications:\n  - import_path: model\n    args:\n      device_group: { name: a, ranks: [0, 1] }\n',
];

const pieces: readonly [string, ...string[]] = [
  'x',
  ...[
    'http_options',
    'port',
    'applications',
    'name',
    'ranks',
    'server',
    'EveryNode',
    '1',
    'true',
    'x',
    'a b',
    '中',
  ],
  ...[
    ': ',
    ': ',
    ': ',
    ':\n',
    ':\n  ',
    ':\n    ',
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    '\n  - ',
    '\n- ',
    '- ',
    '-',
    ' ',
    '  ',
  ],
  ...[
    ':',
    ',',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '{ ',
    ' }',
    '"',
    "'",
    '#',
    ' # ',
    '\n# c\n',
    '&a ',
    '*a',
    '<<: *a',
    '|\n',
    '>\n',
  ],
  ...['!!str ', '!x ', '? ', '---\n', '\n---\n', '\n...\n', '%YAML 1.1\n', '${', '${x}', '${oc.env:A}'],
  ...['\t', '\r\n', '\r', '\u2028', '\ufeff', '=', '~', 'null', '`', '@', '%'],
];

/**
 * Checks fixes, and completion at each place, of a text that the loader reads; of any other nothing.
 *
 * @returns the text, or undefined where the loader does not read it
 */
export function checkShortText(random: Random): string | undefined {
  const text = shortText(random);
  const analysis = analyzed(text);
  if (analysis.document.problems.length > 0) return undefined;
  checkFixes(analysis);
  for (let offset = 0; offset <= text.length; offset += 1)
    for (const snippets of [false, true]) checkCompletion(analysis, offset, snippets);
  return text;
}

function shortText(random: Random): string {
  let text = random.of(beginnings);
  const most = text === '' ? 8 : 4;
  for (let count = random.below(most); count >= 0; count -= 1) {
    const at = random.below(text.length + 1);
    const cut = random.below(3) === 0 ? random.below(6) : 0;
    text = text.slice(0, at) + random.of(pieces) + text.slice(at + cut);
  }
  return text;
}
