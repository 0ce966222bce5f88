import { describe, expect, it } from 'vitest';
import { sentences } from './sentences';
import { text, UserError } from './text';

describe('sentences', () => {
  it.each([
    [['It failed', 'Try again.'], 'It failed. Try again.'],
    [['It failed.', 'Try again'], 'It failed. Try again'],
    [['spawn /x ENOENT', 'Check it', 'Then start'], 'spawn /x ENOENT. Check it. Then start'],
    [['He said "no."', 'Why?', 'So'], 'He said "no." Why? So'],
    [['(It is gone.)', 'So'], '(It is gone.) So'],
    [['无法启动：ENOENT', '请检查。'], '无法启动：ENOENT。请检查。'],
    [['已停止。', 'ok'], '已停止。ok'],
    [['', ' ', 'one'], 'one'],
  ])('%j', (parts, joined) => {
    expect(sentences(parts)).toBe(joined);
  });
});

it('what happened and what to do are two sentences in the message of an error', () => {
  const error = new UserError(text('/x cannot be started: {0}', 'ENOENT'), text('Check that it exists.'));
  expect(error.message).toBe('/x cannot be started: ENOENT. Check that it exists.');
});
