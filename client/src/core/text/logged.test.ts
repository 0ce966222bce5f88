import { expect, it } from 'vitest';
import { logged } from './logged';
import { text, UserError } from './text';

it('an expected error is its words, with what is known beside them and without a stack trace', () => {
  const cause = new Error('spawn /x ENOENT', { cause: new Error('deeper') });
  const error = new UserError(text('No.'), text('Try again.'), [], { cause, detail: 'last words' });
  expect(logged(error)).toEqual({
    level: 'warn',
    lines: ['No. Try again.', 'last words', 'spawn /x ENOENT', 'deeper'],
  });
  expect(logged(new UserError(text('No.'))).lines).toEqual(['No.']);
});

it('an unexpected one has its stack trace', () => {
  const { level, lines } = logged(new TypeError('x is not a function'));
  expect(level).toBe('error');
  expect(lines[0]).toMatch(/^TypeError: x is not a function\n {4}at .*logged[.]test/);
  expect(logged('words').lines).toEqual(['words']);
});
