import { expect, it } from 'vitest';
import type { CachedModel, MachineFacts } from '../../core/machine/keeper';
import { text, UserError } from '../../core/text/text';
import { look } from './look';

const models: CachedModel[] = [{ hub: 'ms', id: 'a/b', bytes: 1 }];
const facts = (cards?: MachineFacts['cards']) => () =>
  Promise.resolve({ ...(cards !== undefined && { cards }) } as MachineFacts);
const refuse = () => Promise.reject(new UserError(text('no Python')));
const { signal } = new AbortController();

it('sees cards and models', async () => {
  const cards = [{ kind: 'GPU' as const, index: 0, name: 'x' }];
  expect(await look({ facts: facts(cards), models: () => Promise.resolve(models) }, signal)).toEqual({
    cards,
    models,
  });
});

it('sees no card where no tool reports one', async () => {
  expect(await look({ facts: facts(), models: () => Promise.resolve([]) }, signal)).toEqual({
    cards: [],
    models: [],
  });
});

it('knows of no card where the machine cannot be asked', async () => {
  expect(await look({ facts: refuse, models: refuse }, signal)).toEqual({ models: [] });
});

it('ends with the signal, and with what is a mistake', async () => {
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(look({ facts: refuse, models: refuse }, aborted)).rejects.toThrow('enough');
  const crash = () => Promise.reject(new TypeError('x'));
  await expect(look({ facts: crash, models: refuse }, signal)).rejects.toThrow(TypeError);
});
