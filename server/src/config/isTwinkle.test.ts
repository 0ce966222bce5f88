import { expect, it } from 'vitest';
import { parseDocument } from '../document/parse';
import { looksLikeServerConfig } from './isTwinkle';

it.each<[string, boolean]>([
  ['', true],
  ['# nothing yet\n', true],
  ['app', true],
  ['aplications:', true],
  ['applications: []', true],
  ['telemetry: {enabled: true}\nextra: 1', true],
  ['server:\n  port: 80\ndatabase:\n  url: x\n', false],
  ['model: {path: x}\nserver: {port: 1}\nray: {}\n', false],
  ['- a\n- b\n', false],
  ['- name: m\n  import_path: model\n', true],
  ['- # comment\nhttp_options:\n  port: 1\napplications: []\n', true],
  ['[#\n"applications":\n', true],
  ['listen: 80\nworkers: "x\nlog: {}\n', false],
])('%j is Twinkle’s: %s', (text, expected) => {
  expect(looksLikeServerConfig(parseDocument(text))).toBe(expected);
});

const rayServe = (...paths: string[]): string =>
  `proxy_location: EveryNode\napplications:\n${paths.map(path => `  - name: a\n    import_path: ${path}\n`).join('')}`;

it.each<[string, string, boolean]>([
  ['Ray Serve’s', rayServe('text_ml:app'), false],
  ['Ray Serve’s, with a package', rayServe('"a.b.c:d"', 'fruit.deployment_graph'), false],
  ['Ray Serve’s that cannot be read', `${rayServe('text_ml:app')}    args: {a: 1\n`, false],
  ['Ray Serve’s whose first line is spoiled', `[#\n${rayServe('text_ml:app')}`, false],
  ['one with one of Twinkle’s applications', rayServe('text_ml:app', 'model'), true],
  ['one with a builder of before 0.1', rayServe('main:build_model_app'), true],
  ['one with a kind that is misspelled', rayServe('modle'), true],
  ['one with a kind that is not written yet', rayServe(''), true],
  ['one with a kind that is not known', rayServe('${x:y}'), true],
  ['one with a key that Ray Serve does not have', `${rayServe('a:b')}telemetry: {}\n`, true],
  ['one that cannot be read with such a key', `[#\n${rayServe('a:b')}telemetry: {}\n`, true],
])('%s is recognized by its applications', (_, text, expected) => {
  expect(looksLikeServerConfig(parseDocument(text))).toBe(expected);
});
