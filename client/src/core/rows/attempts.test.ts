import { describe, expect, it } from 'vitest';
import type { ApplicationProgress } from '../launch/view';
import { attemptText, progressText } from './attempts';
import { plain } from '../text/text';

const once: ApplicationProgress = {
  name: 'model',
  phase: 'placing',
  replicas: 1,
  failedReplicas: ['a'],
  failure: 'AssertionError: x',
};

describe('progressText', () => {
  it.each([
    [{ ...once, failedReplicas: [] }, 'waiting for its placement groups'],
    [once, 'attempt 2, now waiting for its placement groups, after AssertionError: x'],
    [
      { name: 'model', phase: 'scheduling' as const, failedReplicas: ['a', 'b'] },
      'attempt 3, now waiting for its replica to start',
    ],
    [{ ...once, phase: 'running' as const }, 'running'],
    [{ ...once, phase: 'failed' as const }, 'failed'],
  ])('%#', (progress, expected) => {
    expect(plain(progressText(progress))).toBe(expected);
  });

  it('does not number attempts where several replicas start', () => {
    const of = (...failedReplicas: string[]) => {
      const words = attemptText({ ...once, replicas: 2, failedReplicas });
      return words === undefined ? undefined : plain(words);
    };
    expect(of()).toBeUndefined();
    expect(of('a')).toBe('after 1 failed start');
    expect(of('a', 'b')).toBe('after 2 failed starts');
  });
});
