import { describe, expect, it } from 'vitest';
import { readClusterFile } from '../../config/readClusterFile';
import { readServerConfig } from '../../config/readServerConfig';
import type { Finding } from '../../document/tree/finding';
import { lineAt } from '../../document/tree/positions';
import { parseDocument } from '../../document/parse';
import { english } from '../../text/text';
import { distinct } from './distinct';
import { fieldTable } from '../table/table';
import { validateClusterFile, validateServerConfig } from './validate';

function findingsOf(text: string, version = '0.5.1'): Finding[] {
  const document = parseDocument(text);
  return distinct(validateServerConfig(document, readServerConfig(document), fieldTable(version)));
}

/** `line stage code: message`, lines from 1. */
function told(text: string, findings: readonly Finding[]): string[] {
  const document = parseDocument(text);
  return findings.map(
    ({ span, stage, code, message }) =>
      `${lineAt(document, span.start) + 1} ${stage} ${code}: ${english(message)}`,
  );
}

const check = (text: string, version?: string): string[] => told(text, findingsOf(text, version));

function checkCluster(text: string): string[] {
  const document = parseDocument(text);
  return told(text, validateClusterFile(document, readClusterFile(document)));
}

/** The text after the preferred fix of each finding that has one. */
function repaired(text: string, findings: readonly Finding[] = findingsOf(text)): string {
  const edits = findings.flatMap(
    finding => finding.fixes?.().find(({ preferred }) => preferred)?.edits ?? [],
  );
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce((done, { span, newText }) => done.slice(0, span.start) + newText + done.slice(span.end), text);
}

/** A model application with further lines in its `args`. */
const model = (...lines: string[]): string =>
  [
    'applications:',
    '  - name: model',
    '    import_path: model',
    '    args:',
    '      model_id: org/name',
    '      device_group: { name: m, ranks: 2, device_type: cuda }',
    ...lines.map(line => `      ${line}`),
    '',
  ].join('\n');
const whole = (...lines: string[]): string =>
  model('backend: transformers', 'device_mesh: { dp_size: 2 }', ...lines);

describe('load', () => {
  it('is content with files that the loader accepts', () => {
    for (const text of ['', '# nothing', '~', '{}', 'applications: []', whole()])
      expect(check(text)).toEqual([]);
  });

  it('names the nearest known key and renames to it', () => {
    const text = 'http_option:\n  port: 8000\n';
    expect(check(text)).toEqual([
      "1 load unknown-key: Unknown key 'http_option': did you mean 'http_options'?",
    ]);
    expect(repaired(text)).toBe('http_options:\n  port: 8000\n');
  });

  it('does not rename to a key that is there already', () => {
    const text = 'http_options: {}\nhttp_option: {}\n';
    expect(repaired(text)).toBe(text);
  });

  it('does not touch the text of an anchor', () => {
    const text = 'http_options:\n  <<: &a { hots: x }\n  port: 1\n';
    expect(check(text)).toHaveLength(1);
    expect(repaired(text)).toBe(text);
  });

  it('tells text behind an anchor once', () => {
    const text = 'http_options: &a\n  hots: x\ntelemetry: {}\n';
    const twice = `${text}persistence: {}\napplications:\n  - { name: a, import_path: server, args: { http_options: *a } }\n`;
    expect(check(twice)).toHaveLength(1);
  });

  it('knows what `use_megatron` became', () => {
    const text = model('use_megatron: true', 'device_mesh: { dp_size: 2 }');
    expect(check(text)).toEqual([
      "7 load unknown-key: Unknown key 'use_megatron': since twinkle-kit 0.4 it is 'backend: megatron'.",
      "4 load missing-field: 'backend' is missing. Use one of mock, transformers, megatron.",
    ]);
    expect(check(repaired(text))).toEqual([]);
  });

  it.each([
    ['http_options: { port: 2.5 }', "'port' must be an integer, not 2.5."],
    ['http_options: { port: nine }', "'port' must be an integer, not nine."],
    ['http_options: { host: 127 }', "'host' must be text, not 127."],
    ['http_options:', "'http_options' has no value. It must be a mapping of keys and values."],
    ['http_options: ~', "'http_options' must be a mapping of keys and values, not ~."],
    ['applications: {}', "'applications' must be a list, not {…}."],
    ['telemetry: { enabled: maybe }', "'enabled' must be true or false, not maybe."],
    ['task_queue: { rps_limit: [] }', "'rps_limit' must be a number, not […]."],
    ['- 1', 'The file must be a mapping of keys and values.'],
  ])('%s', (text, message) => {
    expect(check(text)).toEqual([`1 load wrong-type: ${message}`]);
  });

  it.each(['"9000"', '2.0', 'true', '" +7 "', '9_000', '"${port}"', '!!binary OTAwMA=='])(
    'takes port %s',
    port => {
      expect(check(`http_options: { port: ${port} }`)).toEqual([]);
    },
  );

  it('takes a byte order mark for no blank, as pydantic does not', () => {
    expect(check('http_options: { port: "9000 \ufeff" }')).toEqual([
      `1 load wrong-type: 'port' must be an integer, not "9000 \ufeff".`,
    ]);
    expect(check('http_options: { port: " 9000\u0085\u3000" }')).toEqual([]);
  });

  it.each(['yes', 'y', '"ON"', '1.0', '"f"'])('takes %s as true or false', value => {
    expect(check(`telemetry: { enabled: ${value} }`)).toEqual([]);
  });

  it('puts quotes around what was meant as text', () => {
    expect(repaired('http_options: { host: 127 }\n')).toBe('http_options: { host: "127" }\n');
  });

  it('refuses values that are not among the accepted, and offers the nearest', () => {
    const text = model('backend: transformer', 'device_mesh: {}');
    expect(check(text)).toEqual([
      "7 load wrong-value: 'backend' must be one of mock, transformers, megatron, not transformer.",
    ]);
    expect(repaired(text)).toContain('backend: transformers\n');
  });

  it('says of an unknown kind only that', () => {
    expect(check('applications:\n  - name: a\n    import_path: modle\n    args: { x: 1 }\n')).toEqual([
      "3 load wrong-value: 'import_path' must be one of server, model, sampler, processor, not modle.",
    ]);
    expect(check('applications:\n  - name: a\n    import_path: ${kind}\n    args: { x: 1 }\n')).toEqual([]);
  });

  it('asks for arguments also where `args` is empty or left out', () => {
    const application = 'applications:\n  - name: a\n    import_path: sampler\n';
    for (const text of [application, `${application}    args:\n`]) {
      const keys = findingsOf(text).map(({ path }) => path.join('.'));
      expect(keys).toEqual(
        ['model_id', 'device_group', 'device_mesh', 'sampler_type'].map(key => `applications.0.args.${key}`),
      );
    }
    expect(check('applications: [{ name: a, import_path: server, args: }]')).toEqual([]);
  });

  it('requires integers in a group, since Twinkle computes with them as they are', () => {
    const ranks = (value: string, type = 'cuda') =>
      check(
        'applications:\n  - name: a\n    import_path: processor\n    args:\n      ncpu_proc_per_node: 2\n' +
          `      device_mesh: {}\n      device_group: { name: g, ranks: ${value}, device_type: ${type} }\n`,
      );
    const item = (index: number, written: string) =>
      `7 replica wrong-type: 'ranks[${index}]' must be an integer, not ${written}: the replica fails.`;
    const whole = (written: string) =>
      `7 replica wrong-type: 'ranks' must be an integer or a list of integers, not ${written}: the replica fails.`;
    expect(ranks('[0, a, null, [1]]')).toEqual([item(1, 'a'), item(2, 'null'), item(3, '[…]')]);
    expect(ranks('["0,1"]')).toEqual([item(0, '"0,1"')]);
    for (const value of ['x', '"2"', '2.0', 'null', '{…}'])
      expect(ranks(value === '{…}' ? '{ a: 1 }' : value)).toEqual([whole(value)]);
    const numbers = [
      '2',
      '0x2',
      '[0, 1]',
      '[]',
      'true',
      '[true, 2.0]',
      '"${oc.env:N}"',
      '["${oc.env:N}", 1]',
    ];
    for (const value of numbers) expect(ranks(value)).toEqual([]);
    // The rule cpu-ranks-number speaks of the list as a whole.
    expect(ranks('[a]', 'CPU')).toEqual([]);
    expect(ranks('a', 'CPU')).toEqual([whole('a')]);
    const perWorker = (value: string) => ranks(`2, gpus_per_worker: ${value}`);
    for (const value of ['x', '"2"', 'null'])
      expect(perWorker(value)).toEqual([
        `7 replica wrong-type: 'gpus_per_worker' must be an integer, not ${value}: the replica fails.`,
      ]);
    for (const value of ['2', 'true', '1.0', '"${oc.env:N}"']) expect(perWorker(value)).toEqual([]);
  });

  it('proposes no key that would be an error in its place', () => {
    const server = (key: string) => `applications: [{ name: a, import_path: server, args: { ${key}: {} } }]`;
    expect(check(server('http_option'))).toEqual([
      expect.stringMatching(/^1 load unknown-key: (?!.*http_options)/),
    ]);
    expect(check(server('supported_model'))).toEqual([
      expect.stringContaining("did you mean 'supported_models'?"),
    ]);
    expect(check('http_option: {}\napplications: []')).toEqual([
      expect.stringContaining("did you mean 'http_options'?"),
    ]);
    expect(findingsOf(server('http_option')).flatMap(({ fixes }) => fixes?.() ?? [])).toHaveLength(1);
  });

  it('does not miss what may stand behind a syntax error', () => {
    expect(check('applications:\n  - name: "a\n')).toEqual([]);
  });

  it('knows the ranges', () => {
    expect(check(whole('queue_config: { window_seconds: 0, max_input_tokens: 0, rps_limit: .nan }'))).toEqual(
      [
        "9 load out-of-range: 'window_seconds' must be greater than 0, not 0.",
        "9 load out-of-range: 'max_input_tokens' must be at least 1, not 0.",
        "9 load out-of-range: 'rps_limit' must be at least 0, not .nan.",
      ],
    );
  });

  it('asks where the state is', () => {
    const needs = "1 load redis-url-required: Persistence mode 'redis' requires 'redis_url'.";
    expect(check('persistence: { mode: redis }')).toEqual([needs]);
    expect(check('persistence: { mode: redis, redis_url: "" }')).toEqual([needs]);
    expect(check('persistence: { mode: redis, redis_url: "${oc.env:URL}" }')).toEqual([]);
    expect(check('persistence: { mode: file }')).toHaveLength(1);
  });

  it('allows one replica of full training', () => {
    const text = `${whole('train_mode: full')}    deployments: [{ num_replicas: 2 }]\n`;
    expect(check(text)).toHaveLength(1);
    expect(check(repaired(text))).toEqual([]);
    expect(check(text.replace('2 }]', 'auto }]'))).toHaveLength(1);
    expect(check(text.replace('full', 'lora'))).toEqual([]);
  });

  it('knows versions', () => {
    expect(check(whole('train_mode: lora'), '0.5.0')).toHaveLength(1);
    for (const version of ['0.3.0', '0.6.0']) expect(check('nonsense: 1', version)).toEqual([]);
  });
});

describe('keyword arguments', () => {
  it('finds what the constructors do not know', () => {
    expect(check(whole('adapter_config: { adapter_timeouts: 1 }'))).toEqual([
      "9 replica unknown-key: Unknown key 'adapter_timeouts': did you mean 'adapter_timeout'?",
    ]);
    expect(check(`${whole()}    deployments: [{ max_concurrent_queries: 5 }, { anything: 1 }]\n`)).toEqual([
      "9 deploy unknown-key: Unknown key 'max_concurrent_queries'.",
    ]);
    expect(check(`${whole()}    deployments: [{ ray_actor_options: { num_cpu: 1 } }]\n`)).toHaveLength(1);
  });

  it('asks for what they need', () => {
    expect(check(whole().replace('name: m, ', ''))).toEqual(["6 replica missing-field: 'name' is missing."]);
  });

  it('looks at sizes of a mesh that is built', () => {
    const sizes = 'device_mesh: { dp_size: "2", fsdp_size: 2.0, tp_size: ~, ep_size: 2.0, gpus: 1 }';
    const found = findingsOf(model('backend: megatron', sizes)).map(
      ({ code, path }) => `${code} ${path.at(-1)}`,
    );
    expect(found).toEqual(['unknown-key gpus', 'wrong-type dp_size', 'wrong-type fsdp_size']);
    const hidden = findingsOf(model('backend: mock', sizes));
    expect(hidden.map(({ code, path }) => `${code} ${path.at(-1)}`)).toEqual(found);
    for (const { severity, stage, message } of hidden) {
      expect([severity, stage]).toEqual(['warning', 'silent']);
      expect(english(message)).toMatch(
        /With 'backend: mock' nothing reads this yet: .* as soon as 'backend' is changed/,
      );
    }
    expect(check(model('backend: ${backend}', sizes))).toEqual([]);
  });

  it('tells the forms of a mesh apart', () => {
    const array = 'device_mesh: { mesh: [0, 1], mesh_dim_names: [dp] }';
    expect(check(model('backend: megatron', array))).toEqual([]);
    expect(check(model('backend: megatron', array.replace('}', ', dp_size: 2 }')))).toHaveLength(1);
  });
});

describe('cluster file', () => {
  it('is content with a good file', () => {
    expect(
      checkCluster(
        'cluster_name: lab\nray: { port: 6379, auth: disabled }\nenv: { A: "0", B: 1 }\nnodes:\n  - { name: a, gpus: [0, 1] }\n  - { name: b, gpus: [2] }\n  - { name: c, host: local, gpus: [3], cpus: 4 }\n',
      ),
    ).toEqual([]);
  });

  it('asks for nodes', () => {
    expect(checkCluster('')).toEqual(["1 load missing-field: 'nodes' is missing."]);
    expect(checkCluster('nodes: []')).toEqual(["1 load out-of-range: 'nodes' must have at least 1 item."]);
    expect(checkCluster('nodes: [{ host: local }]')).toEqual(["1 load missing-field: 'name' is missing."]);
  });

  it.each([
    [
      'nodes: [{ name: a }]\nray: { port: "6379" }',
      '2 load wrong-type: \'port\' must be an integer, not "6379".',
    ],
    ['nodes: [{ name: a }]\nray: { port: 0 }', "2 load out-of-range: 'port' must be at least 1, not 0."],
    [
      'nodes: [{ name: a }]\nray: { port: 65536 }',
      "2 load out-of-range: 'port' must be at most 65535, not 65536.",
    ],
    [
      'nodes: [{ name: a }]\nray: { auth: none }',
      "2 load wrong-value: 'auth' must be one of token, disabled, not none.",
    ],
    ['nodes: [{ name: a, gpus: [-1] }]', "1 load out-of-range: 'gpus[0]' must be at least 0, not -1."],
    ['nodes: [{ name: a, gpus: [1, 1] }]', '1 load wrong-value: GPU 1 is listed twice.'],
    ['nodes: [{ name: a, cpus: 0 }]', "1 load out-of-range: 'cpus' must be greater than 0, not 0."],
    ['nodes: [{ name: a, gpu: [1] }]', "1 load unknown-key: Unknown key 'gpu': did you mean 'gpus'?"],
    ['nodes: [{ name: "" }]', "1 load wrong-value: 'name' must not be empty."],
    [
      'nodes: [{ name: a, host: "${HOST}" }]',
      "1 load wrong-value: 'host' must be a plain value: ${…} is not resolved in this file.",
    ],
    ['nodes:\n  - name: a\n  - name: a', "3 load duplicate-node-name: Two nodes have the name 'a'."],
    [
      'nodes:\n  - { name: a, gpus: [0, 1] }\n  - { name: b, host: local, gpus: [1] }',
      "3 load gpus-overlap: GPU 1 of host 'local' already belongs to node 'a'.",
    ],
  ])('%s', (text, message) => {
    expect(checkCluster(text)).toEqual([message]);
  });

  it('lists each GPU once', () => {
    const text = 'nodes: [{ name: a, gpus: [1, 2, 1] }]';
    const document = parseDocument(text);
    const findings = validateClusterFile(document, readClusterFile(document));
    expect(repaired(text, findings)).toBe('nodes: [{ name: a, gpus: [1, 2] }]');
  });
});

it('finds the one mistake of each of many applications', () => {
  const application = whole('wrong: 1').replace('applications:\n', '');
  const text = `applications:\n${application.repeat(400)}`;
  const document = parseDocument(text);
  const config = readServerConfig(document);
  expect(validateServerConfig(document, config, fieldTable('0.5.1'))).toHaveLength(400);
});
