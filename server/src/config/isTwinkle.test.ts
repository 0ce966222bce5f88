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
])('%j is Twinkle’s: %s', (text, expected) => {
  expect(looksLikeServerConfig(parseDocument(text))).toBe(expected);
});
