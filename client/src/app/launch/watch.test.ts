import { expect, it } from 'vitest';
import { recordedHang } from '../../../../test/unit/support/recordedSnapshot';
import type { LaunchView } from '../../core/launch/view';
import { LaunchWatch, type Look } from './watch';

const view: LaunchView = {
  state: 'launching',
  checks: [],
  left: [],
  applications: [
    { name: 'one', phase: 'running', replicas: 1 },
    { name: 'two', phase: 'scheduling', replicas: 1 },
  ],
};

/** One watch that is shown several moments, in seconds; gives the kinds of the hangs. */
function kinds(...looks: readonly (Partial<Look> & { readonly second: number; readonly taken?: number })[]) {
  const watch = new LaunchWatch();
  return looks.map(({ second, taken, ...more }) => {
    const snapshot = taken === undefined ? undefined : { ...recordedHang(), takenAt: taken * 1_000 };
    const poll = { missed: 0, stale: false, ...(snapshot === undefined ? {} : { snapshot }) };
    return watch.look({ view, poll, heard: 0, now: second * 1_000, ...more }).hang?.kind;
  });
}

it('reports what is proved once a second answer of Ray proves it too', () => {
  expect(
    kinds({ second: 1, taken: 1 }, { second: 2, taken: 1 }, { second: 6, taken: 6 }, { second: 7, taken: 6 }),
  ).toEqual([undefined, undefined, 'held', 'held']);
});

it('counts from the last change of the log, and takes lines of workers for life while nothing waits for room', () => {
  const loading: LaunchView = { ...view, applications: [{ name: 'two', phase: 'opening' }] };
  expect(kinds({ second: 0 }, { second: 59 }, { second: 60 })).toEqual([undefined, undefined, 'quiet']);
  expect(kinds({ second: 0 }, { second: 50, view: loading }, { second: 100, view: loading })).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(kinds({ second: 0 }, { second: 59, heard: 1 }, { second: 118, heard: 1 })[2]).toBeUndefined();
  // The first line of a busy application must not hide that the next one waits.
  expect(kinds({ second: 1, taken: 1 }, { second: 6, taken: 6, heard: 9 })[1]).toBe('held');
});

it('is silent about what has gone on, has ended, or was seen before the launch', () => {
  const started = { ...view, startedAt: 5_000 };
  expect(kinds({ second: 1, taken: 1, view: started }, { second: 6, taken: 4, view: started })).toEqual([
    undefined,
    undefined,
  ]);
  const running: LaunchView = { ...view, state: 'running' };
  expect(kinds({ second: 0 }, { second: 70, view: running }, { second: 71 })).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
