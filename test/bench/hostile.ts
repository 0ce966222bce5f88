/**
 * Texts that nobody writes on purpose, as a paste, a wrong file or malice brings them. Each is named, and says which
 * finding must tell that the file is broken or was not read in full. For the tests and for the measurement.
 */

export interface Hostile {
  readonly name: string;
  readonly text: string;
  /** Codes of which one at least must be found. */
  readonly tells: readonly string[];
}

const head = `http_options:
  port: 8000
applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args:
      supported_models: [Qwen/Qwen3.5-4B]
`;
const model = (index: number): string => `  - name: model-${index}
    route_prefix: /api/v1/model/m-${index}
    import_path: model
    args:
      model_id: ms://lab/m-${index}
      backend: transformers
      nproc_per_node: 2
      device_group: {name: model-${index}, ranks: 2, device_type: cuda}
      device_mesh: {dp_size: 2}
`;
const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
/** A deep nest of one application's argument. */
const deep = (open: string, count: number, close = ''): string =>
  `${head}  - name: model\n    args: ${open.repeat(count)}x${close.repeat(count)}\n`;
const tower = (levels: number, line: (indent: string, index: number) => string): string =>
  times(levels, index => line(' '.repeat(index), index));
const megabyte = 1_000_000;
const bomb = (levels: number, width: number): string =>
  `a0: &a0 [${'1, '.repeat(width)}]\n${times(levels, index => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(width)}]\n`)}`;
const mergeBomb = (levels: number): string =>
  `a0: &a0 {k: 1}\n${times(levels, index => `a${index + 1}: &a${index + 1}\n  <<: [${`*a${index}, `.repeat(20)}]\n  k${index}: 1\n`)}`;

export const hostile = (): Hostile[] => [
  { name: 'alias bomb, a key each level', text: `${bomb(30, 10)}${head}`, tells: ['yaml-nodes'] },
  {
    name: 'alias bomb in one list',
    text: `${head}  - name: m\n    args:\n${bomb(30, 10).replace(/^/gm, '      ').trimEnd()}\n`,
    tells: ['yaml-nodes'],
  },
  { name: 'alias bomb of merged keys', text: `${mergeBomb(30)}${head}`, tells: ['yaml-nodes'] },
  {
    name: '10,000 anchors',
    text: `${head}${times(10_000, i => `k${i}: &a${i} x\n`)}`,
    tells: ['yaml-size', 'yaml-nodes'],
  },
  {
    name: '10,000 anchors and an alias of each',
    text: `${head}${times(10_000, i => `k${i}: &a${i} x\n`)}${times(10_000, i => `l${i}: *a${i}\n`)}`,
    tells: ['yaml-nodes', 'yaml-size'],
  },
  {
    name: '10,000 aliases of nothing',
    text: `${head}  - name: m\n    args: [${times(10_000, i => `*b${i}, `)}]\n`,
    tells: ['yaml-alias'],
  },
  {
    name: '10 MB of applications',
    text: head + times(45_000, model),
    tells: ['yaml-size'],
  },
  {
    name: '10 MB of applications, quoted keys',
    text: (head + times(45_000, model)).replace('applications:', '"applications":'),
    tells: ['yaml-size'],
  },
  { name: '10 MB in one line', text: `${head}x: "${'y'.repeat(10 * megabyte)}"\n`, tells: ['yaml-size'] },
  { name: '10 MB of nothing but letters', text: 'y'.repeat(10 * megabyte), tells: ['yaml-size'] },
  {
    name: '180,000 slashes in a prefix',
    text: `${head}${model(0).replace('/api/v1/model/m-0', `x${'/'.repeat(180_000)}x`)}`,
    tells: ['route-prefix-shape', 'route-prefix-syntax'],
  },
  {
    name: '180,000 digits and a letter for a number',
    text: `${head}${model(0)}      queue_config: {rps_limit: "${'1'.repeat(180_000)}x"}\n`,
    tells: ['wrong-type'],
  },
  {
    name: '180,000 blanks in a key',
    text: `telemetry:\n  a${' '.repeat(180_000)}b: 1\n${head}`,
    tells: ['yaml-syntax', 'yaml-key', 'unknown-key'],
  },
  {
    name: '90,000 signs of comments behind the end of the document',
    text: `${head}...\n${'# '.repeat(90_000)}\nb\n`,
    tells: ['yaml-documents'],
  },
  { name: '10 MB of brackets', text: '['.repeat(10 * megabyte), tells: ['yaml-size'] },
  { name: '10 MB of blank lines', text: `${'\n'.repeat(10 * megabyte)}${head}`, tells: [] },
  { name: '10 MB of carriage returns', text: '\r'.repeat(10 * megabyte), tells: [] },
  { name: '500,000 comment lines', text: `${'# comment\n'.repeat(500_000)}${head}`, tells: ['yaml-size'] },
  {
    name: '500,000 comment lines in an application',
    text: `${head}${'      # comment\n'.repeat(500_000)}${model(1)}`,
    tells: ['yaml-size'],
  },
  {
    name: '5 MB block scalar',
    text: `${head}x: |\n${'  text and more\n'.repeat(312_500)}`,
    tells: ['yaml-size'],
  },
  {
    name: '150 KB block scalar',
    text: `${head}ray_namespace: |\n${'  text and more\n'.repeat(9_400)}`,
    tells: [],
  },
  { name: '[ × 10,000', text: deep('[', 10_000), tells: ['yaml-depth'] },
  { name: '[ × 10,000, closed', text: deep('[', 10_000, ']'), tells: ['yaml-depth'] },
  { name: '{a: × 10,000', text: deep('{a: ', 10_000), tells: ['yaml-depth'] },
  { name: '{a: × 10,000, closed', text: deep('{a: ', 10_000, '}'), tells: ['yaml-depth', 'yaml-size'] },
  {
    name: '[ × 10,000, a line each',
    text: deep('\n      [', 10_000, ']'),
    tells: ['yaml-size', 'yaml-depth'],
  },
  {
    name: '- × 10,000',
    text: `${head}  - name: m\n    args:\n      ${'- '.repeat(10_000)}x\n`,
    tells: ['yaml-depth'],
  },
  { name: '? × 10,000', text: `${head}${'? '.repeat(10_000)}x\n`, tells: ['yaml-depth'] },
  {
    name: 'a tower of 3,000 mappings',
    text: tower(3_000, (indent, i) => `${indent}k${i}:\n`),
    tells: ['yaml-depth', 'yaml-size'],
  },
  {
    name: 'a tower of 600 mappings',
    text: tower(600, (indent, i) => `${indent}k${i}:\n`),
    tells: ['yaml-depth'],
  },
  {
    name: 'a tower of 3,000 lists',
    text: tower(3_000, indent => `${indent}-\n`),
    tells: ['yaml-depth', 'yaml-size'],
  },
  {
    name: '[ × 190, a thousand times',
    text: `x:\n${times(1_000, () => `  - ${'['.repeat(90)}${']'.repeat(90)}\n`)}${head}`,
    tells: ['yaml-size', 'yaml-nodes'],
  },
  {
    name: '100,000 keys of the root',
    text: `${head}${times(100_000, i => `key${i}: ${i}\n`)}`,
    tells: ['yaml-size', 'yaml-nodes'],
  },
  {
    name: '100,000 keys of an application',
    text: `${head}${times(100_000, i => `      key${i}: ${i}\n`)}`,
    tells: ['yaml-size'],
  },
  {
    name: '9,000 keys of an application',
    text: `${head}${times(9_000, i => `      key${i}: ${i}\n`)}`,
    tells: ['yaml-nodes'],
  },
  {
    name: '9,000 keys behind a value that goes on',
    text: `${head}x: y\n${times(9_000, i => `      key${i}: ${i}\n`)}`,
    tells: ['yaml-syntax'],
  },
  {
    name: '4,900 unknown keys of the root',
    text: `${head}${times(4_900, i => `key${i}: ${i}\n`)}`,
    tells: ['unknown-key'],
  },
  {
    name: '4,900 times the same key',
    text: `${head}${times(4_900, () => `http_options: {}\n`)}`,
    tells: ['yaml-duplicate-key'],
  },
  {
    name: '20,000 keys in braces',
    text: `${head}  - {${times(20_000, i => `k${i}: 1, `)}}\n`,
    tells: ['yaml-nodes', 'yaml-size'],
  },
  {
    name: '90,000 entries of a list',
    text: `${head}  - [${'1,'.repeat(90_000)}]\n`,
    tells: ['yaml-size', 'yaml-nodes'],
  },
  {
    name: '1,400 applications of little',
    text: `${head}${times(1_400, i => `  - {name: m${i}, import_path: model}\n`)}`,
    tells: ['missing-field', 'yaml-nodes'],
  },
  {
    name: '1,400 applications of one name',
    text: `${head}${times(1_400, () => `  - {name: m, import_path: model}\n`)}`,
    tells: ['duplicate-application-name'],
  },
  {
    name: '600 models of the same id',
    text: `${head}${times(600, () => model(1))}`,
    tells: ['yaml-size', 'yaml-nodes', 'duplicate-name'],
  },
  {
    name: '9,000 supported models',
    text: head.replace('[Qwen', `[${times(9_000, i => `lab/m-${i}, `)}Qwen`),
    tells: [],
  },
  {
    name: '190 KB of NUL',
    text: `${head}x: ${'\u0000'.repeat(190_000)}\n`,
    tells: ['yaml-syntax', 'yaml-encoding'],
  },
  { name: '1 MB of NUL', text: '\u0000'.repeat(1.1 * megabyte), tells: ['yaml-size'] },
  {
    name: '190 KB of lone surrogates',
    text: `${head}x: ${'\ud800'.repeat(190_000)}\n`,
    tells: ['yaml-syntax', 'yaml-encoding'],
  },
  {
    name: '190 KB with carriage returns only',
    text: (head + times(120, model)).replaceAll('\n', '\r'),
    tells: [],
  },
  {
    name: '2 MB with carriage returns only',
    text: (head + times(9_000, model)).replaceAll('\n', '\r'),
    tells: ['yaml-size'],
  },
  ...[
    '"',
    "'",
    ':',
    ': ',
    '- ',
    '? ',
    '\t',
    '!!',
    '&a ',
    '*a ',
    '%',
    '@',
    '`',
    '| ',
    '>',
    ',',
    '}',
    ']',
    '[}',
    '{]',
    '"\n',
    "'\n",
    ':\n',
    '\t\n',
    'a\n',
    '---\n',
    '...\n',
    '${',
    '${a}',
    '# ',
    '\\',
    '<<: ',
    '[\n',
    '{\n',
    '[a\n',
    '\u2028',
    '\u0085',
    '\u{1f600}',
  ].map((unit): Hostile => ({
    name: `190 KB of ${JSON.stringify(unit)}`,
    text: `${head}x: ${unit.repeat(Math.floor(190_000 / unit.length))}\n`,
    tells: /^[\t\u2028\u0085]$/.test(unit) ? ['yaml-size'] : [],
  })),
  ...['"', "'", ':', '- ', '? ', '\t', '&a ', '*a ', '}', '[}', '${', '<<: ', ', ', 'a: ', '#'].map(
    (unit): Hostile => ({
      name: `190 KB of ${JSON.stringify(unit)} in brackets`,
      text: `${head}x: [${unit.repeat(Math.floor(190_000 / unit.length))}]\n`,
      tells: [],
    }),
  ),
  ...['"', ':', '- ', '\t', '&a ', '[', '${', 'a: b', '<<: *a', "'"].map((unit): Hostile => ({
    name: `lines of ${JSON.stringify(unit)} in an application, 190 KB`,
    text: `${head}${`      ${unit}\n`.repeat(Math.floor(190_000 / (unit.length + 7)))}`,
    tells: [],
  })),
  {
    name: 'a chain of 4,900 interpolations',
    text: `${head}${times(4_900, i => `k${i}: \${k${i + 1}}\n`)}`,
    tells: [],
  },
  {
    name: 'interpolations that double',
    text: `${head}${times(60, i => `k${i}: \${k${i + 1}}\${k${i + 1}}\n`)}k60: x\n`,
    tells: [],
  },
  {
    name: 'interpolations in one another',
    text: `${head}ray_namespace: ${'${oc.env:A,'.repeat(5_000)}${'}'.repeat(5_000)}\n`,
    tells: [],
  },
];
