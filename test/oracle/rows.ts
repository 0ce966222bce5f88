/** Inputs of every kind that the loader treats in a way of its own, in real files. */

type Texts = (real: string) => string[];

/** As a value at the end of a file, in an unknown key, where only the reader has a say. */
const values =
  (...inputs: readonly string[]): Texts =>
  real =>
    inputs.map(input => `${real}\nprobe: ${input}\n`);

/** As lines at the end of a file. */
const lines =
  (...inputs: readonly string[]): Texts =>
  real =>
    inputs.map(input => `${real}\n${input}\n`);

/** As a whole file. */
const files =
  (...inputs: readonly string[]): Texts =>
  () => [...inputs];

/** Each of the first followed by each of the second, and so on. */
const crossed = (...parts: readonly (readonly string[])[]): string[] =>
  parts.reduce<string[]>((texts, part) => texts.flatMap(before => part.map(each => before + each)), ['']);

const commentsBetween = ['\n\n# c\n', '\n# c\n\n  # d\n', '\n \n    # c: d\n'];
const textsBelow = ['    x', '    x y # k', '    x: 1', '    "x"', '    - x', '  z"', '    x\n     y'];

const digits = (count: number): string => '1'.repeat(count);

export const rows: Readonly<Record<string, Texts>> = {
  'plain scalars': values(
    ...'y Y n N yes On OFF yEs tRUE 010 -010 0777 00 08 09 0o17 0X10 0B1 0x10 -0x10 0b11 0x_1F 1_000 1__0 1_ 0_7 0_'.split(
      ' ',
    ),
    ...'0x_ 0b_ 1:30 190:20:30 -1:30 1:5 1_0:30 01:30 0:30 0:0 -0:1 1:60 12:34:56:78 1:3_0 1:30.5 0:30.5'.split(
      ' ',
    ),
    ...'1e3 1E3 12e03 1.e3 1_0e3 1.5e3 .5 1. 1._5 1_0.5 010.5 08.5 -.5 +.5 -.0 .5e3 ._5 .5e+3 . e3'.split(
      ' ',
    ),
    ...'+.inf -.INF .NaN inf nan -.nan .iNF 1e400 123456789012345678901234567890 9007199254740993'.split(' '),
    ...[
      '2026-01-01',
      '2026-01-01T10:00:00Z',
      '=',
      '<<',
      '???',
      '~',
      'null',
      'Null',
      'NULL',
      'nULL',
      '',
      '-0',
      '+5',
      '-0.0',
    ],
    ...[digits(4300), digits(4301)],
  ),
  tags: values(
    '!custom x', '!!foo x', '!!python/tuple [1]', '!!value "="', '!!float 3', '!!float "3"', '!!int "0o17"', '!!null x',
    '!!int 5.0', '!!int x', '!!int ""', '!!float x', '!!bool x', '!!bool "y"', '!!bool Yes', '!!timestamp 2026-01-01', '!!set {a}',
    '!!str [1]', '!!map [1]', '!!seq {a: 1}', '! 5', '!', '! ', '! "5"', '!!omap [a: 1]', '!!pairs [a: 1]', '!!omap [a]',
    '!!binary aGk=', '!!binary "?"', '!!str ${x}', '!!str 5', '!!', '!<> x', '!e!x 1', '!<tag:yaml.org,2002:int> 5', '!!merge x',
    '!!str', '!!null', '!!int 1_000', '!!int 1:30', '!!int 0b11', '!!float 1:30', '!!float .inf', '!!float 1e3',
  ), // prettier-ignore
  'comments before values': lines(
    ...crossed(
      ['p:\n  b:', 'p:\n  b: &x', 'p:\n  b: !!str', 'p:\n  - b:', 'p: "x:', 'p: x -', 'p:\n  b: |'],
      commentsBetween,
      textsBelow,
      ['', '\n  d: 1', '\n    d: 1'],
    ),
    ...crossed(['p:\n  -', 'p:\n  - -', 'p:\n  - &x'], commentsBetween, textsBelow, [
      '',
      '\n  - y',
      '\n    - y',
    ]),
  ),
  keys: lines(
    'p: {1: a, 1.5: b, true: c, on: d, 010: e, .inf: f}', 'p: {!!binary aGk=: 1}', 'p: {y: 1}', 'p: {null: 1}', 'p: {~: 1}',
    'p:\n  null: 1', ': x', 'p: {: 1}', '[a]: x', '{a: b}: x', '? [a]', '? a\n: x', '? a', 'p:\n  ? a\n  : x', 'p: {? a : 1}',
    'p: {a: 1, a: 2}', 'p: {a: 1, "a": 2}', 'p: {!!str 1: a, "1": b}', 'p: {2026-01-01: a, 2026-01-01: b}', 'p: {1: a, 1: b}',
    'p: {1: a, 0x1: b}', 'p: {1: a, 1.0: b}', 'p: {1: a, true: b}', 'p: {0: a, false: b}', 'p: {yes: a, on: b}', 'p: {"=": a, =: b}',
    'p: {y: a, true: b}', 'p: {1: a, "1": b}', 'p: {é: a, é: b}', 'b: &b {x: 1}\nc: &c {x: 2}\np:\n  <<: *b\n  <<: *c',
    `${'k'.repeat(1024)}: x`, `${'k'.repeat(1025)}: x`, `p: {${'k'.repeat(1025)}: x}`, 'p: {x\n y: 1}', 'p: {"x"\n : 1}', 'x\n y: 1',
    '${x}: 1', 'port:8000', 'key', '"a" : 1', "'a b': 1", 'a b: 1', 'p: {"a":1}', 'p: {a:1}', 'p: {a :1}',
  ), // prettier-ignore
  merges: lines(
    ...[
      '<<: *m', 'p: {<<: *m}', 'p:\n  ? <<\n  : *m', 'p: {<<: {p: 1}}', 'p: {<<: [*m, *n]}', 'p: {<<: []}', 'p: {<<: }', 'p: {<<: ""}',
      'p: {<<: text}', 'p: {<<: 5}', 'p: {<<: [1]}', 'p: {<<: [[{}]]}', 'p: {"<<": x}', 'p: {!!str <<: *m}', 'p: {!!merge k: *m}',
      'p: {<<: !!omap [p: 1]}', 'p: {<<: {a: 1, a: 2}}', 'p: {<<: *m, x: 3}', 'p: {x: 3, <<: *m}', 'p: *m', 'p: [*m, *m]', 'p: {<<: *l}',
    ].map(text => `m: &m {x: 1, y: 2}\nn: &n {x: 5, z: 6}\nl: &l [*m, *n]\n${text}`),
    ...['p: *x', 'p: *x\nq: &x 1', 'p: &a 1\nq: &a 2', 'p: &a {b: *a}', 'p: &a [*a]', 'p: &a {<<: *a}', 'p: &a.b 1', 'p: &a/b 1'],
    ...['p: &ä 1', 'p: & 1', '&a: x', 'p: &a:', 'p: &x:y 1', 'a: &a k\n*a : 1', 'p: &x 1\nq: &y *x', 'p: &x 1\nq: !!str *x', 'p: &x &y 1'],
    ...['a: &a {p: "${.q}", q: 1}\nb: {<<: *a, q: 2}', 'a: &a {p: "${.q}", q: 1}\nb: *a', 'p: &a\nq: *a', 'p: &a k\n*a: 1'],
    `a: &a 1\nb: [${'*a, '.repeat(150)}]`,
  ), // prettier-ignore
  tabs: lines(
    ...['\ta: 1', '  \ta: 1', 'p:\n\ta: 1', 'p:\n  \ta: 1', '\t# c', '  \t# c', '\t', '  \t', 'p: x\n\t', 'p: x\n  \t', 'p: x\n\t# c'],
    ...['p:\n  q: x\n\t\n  r: 1', 'p:\n  q: x\n    \t\n  r: 1', 'p:\n  - x\n\t# c\n  - y', 'p:\n  -\ta', 'p:\n  -\ta: 1', '?\ta', '? \ta'],
    ...['a:\tb', 'a\t: b', 'a: b\t', 'a: b\t# c', 'a: b\tc', 'a: &x\t1', 'a: !!str\t1', 'a: |\t\n  x', 'a: |\n\tx', 'a: |\n \tx', 'a: |\n  x\n\ty'],
    ...['a: |\n  x\n  \ty', 'a: "x\ty"', 'a: "x\n\ty"', "a: 'x\n\ty'", 'a: # c\tc\n  b', 'a: [1,\t2]', 'a: [1,\n\t2]', 'a: {b: 1,\n\tc: 2}', 'a: [\n1\n\t]'],
    ...['a: "b"\t# c', 'a:\n  b: "c"\t', 'a: [1]\t', 'a: [1]\t# c', '- \tx', 'a:\n  b: 1\t\n  c: 2', 'a: >\n  x\n\n\t\n  y', 'a: \t|\n  x', '#\tc', 'a: 1 #\tc'],
  ), // prettier-ignore
  layout: lines(
    'b: "x\ny"', 'p:\n  b: "x\ny"', 'p: [\n1\n]', 'p:\n  q: [\n1,\n2\n]', 'p: {\na: 1\n}', 'p: "x"#c', 'p: [1]#c', 'p: [1,#c\n2]', 'p: {#c\na: 1}',
    'p: |#c\n  x', 'p: x#c', 'p: [-]', 'p: [-x, -]', 'p: [?x]', 'p: [???]', 'p: {?x: 1}', 'p: {a:}', 'p: [::]', 'p: [a: 1, b]', 'p: {a}',
    'p: {a:1}', 'p: {"a":1}', 'p: [1, 2,]', 'p: [,]', 'p: [1,,2]', 'p: [a[b]]', 'p: [${x}]', 'p: {k: ${x}}', 'a: b: c', 'a: - b', 'a: "x" y',
    'a: x: ', 'a: @x', 'a: `x`', 'a: %x', 'a:\nx', 'a:\n[1]', 'a:\n{b: 1}', 'a:\n"x"', 'a:\n&x 1', 'a:\n- 1', 'a: x\n# c\n  y', 'a: |0\n  x', 'a: |x\n  y',
    'a: |\n     \n  x', 'a: "\\q"', 'a: "\\/\\x41\\u263a\\U0001F600"', 'a: "\\ud800"', 'a: "\\ud83d\\ude00"', 'a: "\\\\ud800"', 'a: "x\\\n  y"', "a: 'x\n\n  y'",
    'a: x\n  y\n\n  z', 'a: >\n  x\n  y\n\n    z\n', 'a: |+\n  x\n\n', 'a: >-\n  x', 'a: |2\n    x', 'a: {b: "x\n  y", c: [d\n e]}', 'a: {b: 0.1#c}', 'a: [x #c\n, y]',
    'a: [a:?b]', 'a: [:x]', 'a: {b :x}', 'p:\n  ? a\n  # c\n    - x', 'a: [- b]', 'a: [a b, c  d]', 'a: "a" # c', 'a: "\\n\\t\\e\\_\\L"',
  ), // prettier-ignore
  documents: real => [
    `${real}\np: [a\n---\nb]\n`,
    `${real}\np: "a\n--- b"\n`,
    `${real}\np: [\n... a]\n`,
    `${real}\np: [a,\n---b]\n`,
    `${real}---\n`, `${real}\n---\na: 1\n`, `${real}\n---\n---\n`, `${real}\n...\nx: 1\n`, `${real}\n...\n`, `${real}\n...\n...\n`, '...\n', `---\n${real}`,
    '--- {a: 1}\n', '--- a: 1\n', `%YAML 1.1\n---\n${real}`, '%YAML 1.2\n---\na: 010\n', '%YAML 1.3\n---\na: 1\n', '%YAML 2.0\n---\na: 1\n',
    '%YAML 1.1\n%YAML 1.1\n---\na: 1\n', '%FOO\n---\na: 1\n', '', '# c\n', 'null\n', '~\n', '---\n', '"telemetry: {}"\n', 'hello\n', '"[]"\n', '"5"\n', '|\n  a: 1\n',
    '5\n', 'true\n', '!!binary aGk=\n', '!!set {a}\n', real.replace(/^(?=.)/gm, '  '), `${real.replace(/^(?=.)/gm, '  ')}\na: 1\n`,
  ], // prettier-ignore
  characters: real => [
    ...['\u0000', '\u0007', '\u001a', '\u007f', '\u0080', '\u009f', '\ufffe', '\uffff', '\ud800', '\udc00', '\ufdd0', '\ufffd', '\ue000', '😀', '\u{10ffff}', '\u00a0', '\u3000', '\u200b'].flatMap(
      character => [`${real}# ${character}\n`, `${real}\np: x${character}y\n`],
    ),
    `\ufeff${real}`, `\ufeff---\n${real}`, `\ufeff# c\n${real}`, `\ufeff%YAML 1.1\n---\n${real}`, '\ufeff\ufeffa: 1\n', `${real}\n\ufeff\n`, `${real}\ufeff`, `${real}\n\ufeffp: 1\n`,
    `${real}\np:\n\ufeff q: 1\n`, `${real}\np: x\ufeffy\n`, `${real}\np:\n  \ufeffq: 1\n`, `${real}\np: "x\n\ufeffy"\n`, real.replaceAll('\n', '\r\n'), real.replaceAll('\n', '\r'),
    real.replaceAll('\n', '\u0085'), real.replaceAll('\n', '\u2028'), `${real}\np: x\u2028q: 1\n`, `${real}\np: "x\u2028y"\n`, `${real}\np: "x\u0085y"\n`, `${real}# c\u2029p: 1\n`,
    `${real}\np:\u00a0x\n`, `${real}\np：x\n`, `${real}\n\u00a0p: 1\n`,
  ], // prettier-ignore
  limits: real => [
    `${real}\np: [${'1, '.repeat(9000)}1]\n`,
    `${real}\np: [${'1, '.repeat(10100)}1]\n`,
    `${real}\np: ${'['.repeat(50)}${']'.repeat(50)}\n`,
    `a: &a [${'x, '.repeat(11)}]\nb: &b [${'*a, '.repeat(11)}]\nc: &c [${'*b, '.repeat(11)}]\nd: [${'*c, '.repeat(3)}]\n`,
    `a: &a [${'x, '.repeat(20)}]\nb: &b [${'*a, '.repeat(20)}]\nc: &c [${'*b, '.repeat(30)}]\n`,
  ],
  interpolations: real =>
    [
      '${h.port}', 'a${h.t}', 'a${h.none}', 'a${h.l}b', '${ h.port }', '${h[port]}', '${h.l[0]}', '${h.l.0}', '${h.l[-1]}', '${h.l.-1}', '${x.1}', '${.x}', '${..x}', '${missing}',
      '${h.missing}', '${h.port.x}', '${h.Port}', '${h.l[9]}', '${}', '${', '${h.port', '${a b}', '${h["port"]}', '${.}', '${probe}', '${m}', '${oc.select:m,5}', '${h.${k}}', '${${k}}',
      '\\${h}', '\\\\${h.port}', '\\\\\\${h}', '\\???', '$h', '$$', '$\\{', 'x}', '$${h.port}', '${oc.env:TWINKLE_ORACLE_PORT}', '${oc.env:TWINKLE_ORACLE_NO,7}', '${oc.env:TWINKLE_ORACLE_NO,null}',
      '${oc.env:TWINKLE_ORACLE_NO,}', '${oc.env:TWINKLE_ORACLE_NO,a b}', '${oc.env:TWINKLE_ORACLE_NO,a_/-+.$%*@:?|}', '${oc.env:TWINKLE_ORACLE_NO,(}', '${oc.env:TWINKLE_ORACLE_NO,é}',
      '${oc.env:TWINKLE_ORACLE_PORT,${missing}}', '${oc.env:TWINKLE_ORACLE_NO}', '${oc.env:}', '${oc.env:A,B,C}', '${oc.decode:"5"}', '${oc.decode:"yes"}', '${oc.decode:"1:30"}', '${oc.decode:5}',
      '${oc.create:[1, 2]}', '${oc.dict.keys:h}', '${env:X}', '${oc.envs:X}', '${OC.env:X}', '${oc.decode:${oc.env:TWINKLE_ORACLE_NO,"2.5"}}',
    ].flatMap(value => [
      `${real}\nh: {port: 8000, l: [1, 2], t: true, none: null}\nk: port\nm: "???"\nx: {1: a}\nprobe: '${value.replaceAll("'", "''")}'\n`,
      `${real}\nh: {port: 8000, l: [1, 2], t: true, none: null}\nk: port\nm: "???"\nx: {1: a}\nprobe: |\n  ${value}\n`,
    ]), // prettier-ignore
  'the whole file': files(
    '{a: 1}',
    '[1]',
    'a: 1\n b: 2\n',
    '  a: 1\nb: 2\n',
    'a: 1',
    '{"a": {"b": [1, 2]}}',
    '{\n\t"a": 1\n}',
    '- a\n',
    '!!omap [a: 1]\n',
    '\n\n\na: 1',
  ),
};
