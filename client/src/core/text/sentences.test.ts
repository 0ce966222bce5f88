import { describe, expect, it } from 'vitest';
import { sentences, spoken, withoutSpaces } from './sentences';
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

it('a full-width stop has its own space', () => {
  expect(withoutSpaces('启动失败。 ValueError: no. See it.')).toBe('启动失败。ValueError: no. See it.');
});

describe('spoken', () => {
  it.each([
    [['Node cpu', 'alive', 'no GPU'], 'Node cpu, alive, no GPU'],
    [['The launch failed.', 'Its launcher exited.'], 'The launch failed. Its launcher exited.'],
    [['The launch failed.', 'ValueError: no', 'See it.'], 'The launch failed. ValueError: no. See it.'],
    [['Application model', 'after A. b', '', 'deploying'], 'Application model, after A. b, deploying'],
  ])('%j', (parts, joined) => {
    expect(spoken(parts, ', ')).toBe(joined);
  });

  it.each([
    [['节点 cpu', '存活', '无 GPU'], '节点 cpu，存活，无 GPU'],
    [['服务器启动失败。', '它的启动器已结束。'], '服务器启动失败。它的启动器已结束。'],
  ])('%j', (parts, joined) => {
    expect(spoken(parts, '，')).toBe(joined);
  });
});

it('what happened and what to do are two sentences in the message of an error', () => {
  const error = new UserError(text('/x cannot be started: {0}', 'ENOENT'), text('Check that it exists.'));
  expect(error.message).toBe('/x cannot be started: ENOENT. Check that it exists.');
});
