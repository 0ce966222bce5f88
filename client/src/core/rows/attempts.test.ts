import { describe, expect, it } from 'vitest';
import type { ApplicationProgress } from '../launch/view';
import type { Resources } from '../ray/claims';
import { attemptText, progressText } from './attempts';
import { plain } from '../text/text';

const once: ApplicationProgress = {
  name: 'model',
  phase: 'placing',
  replicas: 1,
  failedReplicas: ['a'],
  failure: 'AssertionError: x',
};

const waiting = (...asks: Resources[]): ApplicationProgress => ({
  name: 'model',
  phase: 'placing',
  waitsFor: { what: 'groups', asks },
});

describe('progressText', () => {
  it.each([
    // The log alone does not tell that it waits, and some applications have no placement group.
    [{ ...once, failedReplicas: [] }, 'starting its replica'],
    [once, 'attempt 2, now starting its replica, after AssertionError: x'],
    [waiting({ GPU: 4, CPU: 1.5 }), 'waiting for its placement group of 4 GPUs and 1.5 CPUs'],
    [waiting({ CPU: 1, GPU: 1 }, { GPU: 1 }), 'waiting for 2 placement groups, one of 1 GPU and 1 CPU'],
    [
      {
        name: 'model',
        phase: 'scheduling' as const,
        waitsFor: { what: 'replica' as const, asks: [{ NPU: 2 }] },
      },
      'waiting for a node with 2 NPUs for its replica',
    ],
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
