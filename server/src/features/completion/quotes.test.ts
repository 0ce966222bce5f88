import { describe, expect, it } from 'vitest';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { parseDocument } from '../../document/parse';
import { at, labels, taken } from '../../../../test/support/completion';

const modes = ['memory', 'file', 'redis'];
const server = (args: string) => `applications:\n  - import_path: server\n    args:\n      ${args}`;
const models = '  - import_path: model\n    route_prefix: /api/v1/model/m\n';

describe('a value in quotes', () => {
  it('is offered with the quotes that are there', () => {
    expect(labels('proxy_location: "‸"')).toEqual(['EveryNode', 'HeadOnly', 'Disabled']);
    expect(taken('proxy_location: "‸"', 'HeadOnly')).toBe('proxy_location: "HeadOnly"');
    expect(taken("proxy_location: 'He‸ad' # x\n", 'HeadOnly')).toBe("proxy_location: 'HeadOnly' # x\n");
    expect(taken('persistence: {mode: "‸", file_path: x}', 'redis')).toBe(
      'persistence: {mode: "redis", file_path: x}',
    );
    expect(labels('persistence:\n  mode: &a !!str "re‸"\n')).toEqual(modes);
  });

  it('gets the second quote where that lacks', () => {
    expect(taken('proxy_location: "He‸\ntelemetry: {}\n', 'HeadOnly')).toBe(
      'proxy_location: "HeadOnly"\ntelemetry: {}\n',
    );
    expect(taken("persistence: {mode: '‸, file_path: x}\n", 'redis')).toBe(
      "persistence: {mode: 'redis', file_path: x}\n",
    );
    expect(taken('proxy_location: "‸\nray_namespace: "x"\n', 'HeadOnly')).toBe(
      'proxy_location: "HeadOnly"\nray_namespace: "x"\n',
    );
  });

  it('takes the place of the quotes where it is no text', () => {
    expect(taken('telemetry:\n  enabled: "‸"\n', 'true')).toBe('telemetry:\n  enabled: true\n');
    expect(taken('http_options: {port: "80‸"}\n', '8000')).toBe('http_options: {port: 8000}\n');
    expect(taken(`${server('supported_models: "‸"\n')}${models}`, '[m]')).toBe(
      `${server('supported_models: [m]\n')}${models}`,
    );
    for (const item of at('telemetry:\n  enabled: "t‸"\n'))
      expect(item.filterText, 'is found by what it replaces').toBe(`"${item.label}`);
  });

  it('is written with the signs that its quotes need', () => {
    const file = (id: string) =>
      `applications:\n  - import_path: model\n    args:\n      model_id: ${id}\n  - import_path: sampler\n    args:\n      model_id: "/it's/\\\\x"\n`;
    expect(taken(file('"‸"'), "/it's/\\x")).toBe(file('"/it\'s/\\\\x"'));
    expect(taken(file("'‸'"), "/it's/\\x")).toBe(file("'/it''s/\\x'"));
  });

  it('is an item of a list too', () => {
    const one = `${server('supported_models: ["‸"]\n')}${models}`;
    expect(taken(one, 'm')).toBe(one.replace('‸', 'm'));
    const two = `${server('supported_models:\n        - x\n        - "‸"\n')}${models}`;
    expect(taken(two, 'm')).toBe(two.replace('‸', 'm'));
    const three = `${server('supported_models: ["‸" x]\n')}${models}`;
    expect(taken(three, 'm')).toBe(three.replace('‸" ', 'm", '));
  });

  it('is an interpolation where one begins', () => {
    expect(labels('telemetry:\n  service_name: "${‸}"\n')).toContain('oc.env');
  });
});

describe('a key in quotes', () => {
  it('is offered with its quotes and its colon', () => {
    expect(taken('"pro‸": x\n', 'proxy_location')).toBe('"proxy_location": x\n');
    expect(taken('http_options:\n  "po‸"', 'port')).toBe('http_options:\n  "port": ');
    expect(taken("http_options: {'po‸'}", 'port')).toBe("http_options: {'port': }");
    expect(taken('"tele‸', 'telemetry')).toBe('"telemetry":\n  ');
  });

  it('begins a block too', () => {
    const text = taken('"appl‸"', 'applications', { snippets: true });
    expect(text).toMatch(/^"applications":\n/);
    expect(parseDocument(text).problems).toEqual([]);
  });

  it('is the key of a value', () => {
    expect(labels('"persistence":\n  "mode": ‸')).toEqual(modes);
    expect(labels('{"persistence": {"mode": "‸"}}')).toEqual(modes);
    expect(labels('{"persistence":{"mode":‸}}')).toEqual(modes);
  });

  it('is no beginning of an application', () => {
    expect(labels('applications:\n  - "‸"')).not.toContain('model');
  });
});

describe('in brackets', () => {
  const paths = ['server', 'model', 'sampler', 'processor'];

  it('values are offered in an item of a list', () => {
    expect(labels('applications:\n  - {name: a, import_path: ‸}\n').sort()).toEqual([...paths].sort());
    expect(labels('applications:\n  - {name: a, import_path: "‸"}\n').sort()).toEqual([...paths].sort());
    expect(labels('applications: [{name: a, import_path: ‸}]\n').sort()).toEqual([...paths].sort());
    expect(labels('applications:\n  - {name: a,\n     import_path: ‸\n')).toEqual(
      expect.arrayContaining(paths),
    );
    expect(labels('nodes:\n  - {name: a, ‸}\n', { isCluster: true })).toContain('gpus');
  });

  it('keys are those of the kind, also while the text is broken', () => {
    const keys = labels('applications:\n  - {import_path: sampler, args: {‸}}\n');
    expect(keys).toContain('sampler_type');
    expect(keys).not.toContain('backend');
    const broken = labels('applications:\n  - {import_path: "sampler", args: {‸\n');
    expect(broken).toContain('sampler_type');
    expect(broken).not.toContain('backend');
  });

  it('values and keys are offered in a file that is one mapping in brackets', () => {
    expect(labels('{proxy_location: ‸}')).toEqual(['EveryNode', 'HeadOnly', 'Disabled']);
    expect(labels('{‸}')).toContain('http_options');
    expect(labels('{\n  "http_options": {"port": 1},\n  ‸\n}\n')).not.toContain('http_options');
    expect(taken('{\n  "persistence": {\n    "mo‸"\n  }\n}\n', 'mode')).toBe(
      '{\n  "persistence": {\n    "mode": \n  }\n}\n',
    );
  });

  it('values are offered in lists', () => {
    const list = `${server('supported_models: [‸]\n')}${models}`;
    expect(labels(list)).toEqual(['m']);
    expect(taken(list.replace('[‸]', '[\n        x, ‸\n      ]'), 'm')).toContain('x, m\n');
  });

  it('nested mappings are known', () => {
    const nested = (text: string) =>
      `applications:\n  - import_path: model\n    args: {device_group: {ranks: 1, ${text}}}\n`;
    expect(labels(nested('‸'))).toContain('gpus_per_worker');
    expect(taken(nested('device_type: "cu‸"'), 'cuda')).toBe(nested('device_type: "cuda"'));
  });
});

it('each item of a text in quotes or brackets replaces one line’s text around the cursor', () => {
  for (const marked of ['a: "‸"', '{‸}', '{"‸"}', 'proxy_location: "E‸', "persistence: {\n mode: 'm‸'}"]) {
    const offset = marked.indexOf('‸');
    const document = TextDocument.create('', '', 0, marked.replace('‸', ''));
    for (const item of at(marked)) {
      const { range } = item.textEdit as TextEdit;
      expect(range.start.line).toBe(range.end.line);
      expect(document.offsetAt(range.start)).toBeLessThanOrEqual(offset);
      expect(document.offsetAt(range.end)).toBeGreaterThanOrEqual(offset);
    }
  }
});
