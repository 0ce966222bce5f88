import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DashboardError } from '../../core/ray/dashboard';
import type { PollState, Snapshot } from '../../core/ray/snapshot';
import { plain, text } from '../../core/text/text';
import { Poller } from './poller';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const snapshot = (sessionName: string): Snapshot => ({
  takenAt: Date.now(),
  sessionName,
  nodes: [],
  applications: [],
  gaps: [],
});

/** A poller whose reads are answered by hand. */
function make() {
  const asked: { answer: (value: Snapshot) => void; fail: (reason: unknown) => void; signal: AbortSignal }[] =
    [];
  const poller = new Poller(
    signal =>
      new Promise((resolve, reject) => {
        asked.push({ answer: resolve, fail: reject, signal });
      }),
  );
  const states: PollState[] = [];
  poller.onDidChange(state => states.push(state));
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { asked, poller, states, settle };
}

describe('Poller', () => {
  it('asks nothing while it is not watched, and 5 s after each answer while it is', async () => {
    const { asked, poller, settle } = make();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(0);
    poller.setVisible(true);
    expect(asked).toHaveLength(1);
    // However long an answer takes, there is no second question beside it.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    asked[0]?.answer(snapshot('a'));
    await settle();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveLength(2);
    asked[1]?.answer(snapshot('a'));
    await settle();
    poller.setVisible(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(2);
    poller.dispose();
  });

  it('goes on as long as one of several watchers is there', async () => {
    const { asked, poller, settle } = make();
    const watch = poller.watch();
    poller.setVisible(true);
    expect(asked).toHaveLength(1);
    asked[0]?.answer(snapshot('a'));
    await settle();
    poller.setVisible(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(2);
    asked[1]?.answer(snapshot('a'));
    await settle();
    watch.dispose();
    watch.dispose();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(2);
    poller.dispose();
  });

  it('waits twice as long after each failure, up to a minute, and is stale after two', async () => {
    const { asked, poller, states, settle } = make();
    poller.setVisible(true);
    asked[0]?.answer(snapshot('a'));
    await settle();
    const waits: number[] = [];
    for (let each = 1; each <= 7; each += 1) {
      let waited = 0;
      while (asked.length === each) {
        await vi.advanceTimersByTimeAsync(1_000);
        waited += 1;
      }
      waits.push(waited);
      asked[each]?.fail(new DashboardError('unreachable', text('gone'), text('look')));
      await settle();
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60, 60]);
    expect(states.map(({ missed, stale }) => [missed, stale]).slice(0, 4)).toEqual([
      [0, false],
      [1, false],
      [2, true],
      [3, true],
    ]);
    const last = states.at(-1);
    expect(last?.snapshot).toBeDefined();
    expect(last?.problem).toMatchObject({ kind: 'unreachable', what: text('gone'), remedy: text('look') });
    const asking = poller.refresh();
    asked.at(-1)?.answer(snapshot('a'));
    await asking;
    expect(poller.state).toMatchObject({ missed: 0, stale: false });
    expect(poller.state.problem).toBeUndefined();
    poller.dispose();
  });

  it('asks once more when it is asked during a question, since the answer may be from before', async () => {
    const { asked, poller, settle } = make();
    const first = poller.refresh();
    const second = poller.refresh();
    const third = poller.refresh();
    asked[0]?.answer(snapshot('old'));
    await settle();
    expect(asked).toHaveLength(2);
    asked[1]?.answer(snapshot('new'));
    await Promise.all([first, second, third]);
    expect(asked).toHaveLength(2);
    expect(poller.state.snapshot?.sessionName).toBe('new');
    poller.dispose();
  });

  it('reports that the cluster is another one', async () => {
    const { asked, poller } = make();
    const sessions: string[] = [];
    poller.onDidChangeSession(name => sessions.push(name));
    for (const name of ['a', 'a', 'b']) {
      const asking = poller.refresh();
      asked.at(-1)?.answer(snapshot(name));
      await asking;
    }
    expect(sessions).toEqual(['b']);
    poller.dispose();
  });

  it('aborts the question under way when it is disposed, and reports nothing any more', async () => {
    const { asked, poller, states, settle } = make();
    poller.setVisible(true);
    poller.dispose();
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.answer(snapshot('a'));
    await settle();
    await poller.refresh();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    expect(states).toEqual([]);
  });

  it('words an unexpected error', async () => {
    const { asked, poller } = make();
    const asking = poller.refresh();
    asked[0]?.fail(new TypeError('x is not y'));
    await asking;
    expect(poller.state.problem?.kind).toBe('other');
    expect(plain(poller.state.problem?.what ?? text(''))).toContain('x is not y');
    poller.dispose();
  });

  it('says since when there is no answer, and asks often while something is under way', async () => {
    const { asked, poller, settle } = make();
    poller.setUrgent(true);
    poller.setVisible(true);
    const first = Date.now();
    for (let each = 0; each < 4; each += 1) {
      asked[each]?.fail(new DashboardError('unreachable', text('gone')));
      await settle();
      expect(poller.state).toMatchObject({ missed: each + 1, since: first });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(asked).toHaveLength(each + 2);
    }
    asked[4]?.answer(snapshot('a'));
    await settle();
    expect(poller.state).not.toHaveProperty('since');
    poller.dispose();
  });

  it('goes on where there is no dashboard to ask', async () => {
    let asked = 0;
    const poller = new Poller(() => {
      asked += 1;
      return Promise.resolve(undefined);
    });
    poller.setVisible(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toBe(2);
    expect(poller.state).toEqual({ missed: 0, stale: false });
    poller.dispose();
  });
});
