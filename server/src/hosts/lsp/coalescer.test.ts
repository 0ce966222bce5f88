import { describe, expect, it } from 'vitest';
import { Coalescer } from './coalescer';

/** A queue of deferred calls that the test turns by hand. */
function setUp() {
  let queue: (() => void)[] = [];
  const ran: string[] = [];
  const coalescer = new Coalescer(
    key => ran.push(key),
    callback => queue.push(callback),
  );
  const turn = () => {
    const now = queue;
    queue = [];
    for (const callback of now) callback();
  };
  return { coalescer, ran, turn, isIdle: () => queue.length === 0 };
}

describe('Coalescer', () => {
  it('runs a single request after two quiet turns', () => {
    const { coalescer, ran, turn, isIdle } = setUp();
    coalescer.request('a');
    turn();
    turn();
    expect(ran).toEqual([]);
    turn();
    expect(ran).toEqual(['a']);
    expect(isIdle()).toBe(true);
  });

  it('runs once for requests that arrive in each turn, after the last', () => {
    const { coalescer, ran, turn } = setUp();
    for (let edit = 0; edit < 5; edit++) {
      coalescer.request('a');
      turn();
    }
    turn();
    expect(ran).toEqual([]);
    turn();
    expect(ran).toEqual(['a']);
  });

  it('keeps keys apart and forgets what is canceled', () => {
    const { coalescer, ran, turn } = setUp();
    coalescer.request('a');
    coalescer.request('b');
    coalescer.cancel('a');
    turn();
    turn();
    turn();
    expect(ran).toEqual(['b']);
  });

  it('runs once where a canceled key is asked for again in the same turn', () => {
    const { coalescer, ran, turn } = setUp();
    coalescer.request('a');
    coalescer.cancel('a');
    coalescer.request('a');
    turn();
    turn();
    expect(ran).toEqual(['a']);
  });
});
