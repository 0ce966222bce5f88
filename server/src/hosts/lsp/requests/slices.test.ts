import { CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../analysis/analysis';
import type { Analysis } from '../../../analysis/analysis';
import type { Steps } from '../../../placement/search/steps';
import { answeringSlowly } from './answering';
import { inSlices } from './slices';

/** Steps of a millisecond each. */
function* slowly<T>(steps: number, answer: T, onStep: (step: number) => void = () => undefined): Steps<T> {
  for (let step = 0; step < steps; step += 1) {
    const until = performance.now() + 1;
    while (performance.now() < until);
    onStep(step);
    yield;
  }
  return answer;
}

describe('work in slices', () => {
  it('lets others in between, and ends', async () => {
    let others = 0;
    const timer = setInterval(() => (others += 1), 1);
    const answer = await inSlices(slowly(100, 'done'), { defer: setImmediate, isOver: () => false });
    clearInterval(timer);
    expect(answer).toBe('done');
    expect(others).toBeGreaterThan(3);
  });

  it('stops in the middle where nobody waits for it', async () => {
    let steps = 0;
    const endless = slowly(Infinity, 'never', () => (steps += 1));
    expect(await inSlices(endless, { defer: setImmediate, isOver: () => steps > 20 })).toBeUndefined();
    expect(steps).toBeLessThan(100);
  });
});

describe('a slow answer', () => {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  const analysisOf = (text: string) => analyzer.config({ uri: 'file:///a', text }, {});
  const nothing = (error: unknown) => {
    throw error;
  };

  const sessionOf = (current: () => Analysis) => ({
    analysis: () => Promise.resolve<Analysis | undefined>(current()),
    isCurrent: (analysis: Analysis) => analysis === current(),
  });

  it('starts anew after an edit, and goes on after one of another file', async () => {
    let [changes, current] = [0, analysisOf('a: 1\n') as Analysis];
    const session = sessionOf(() => current);
    const answer = answeringSlowly(session, nothing, { defer: setImmediate, changes: () => changes });
    const begun: string[] = [];
    const edits = (step: number) => {
      if (step === 20) changes += 1;
      if (step === 40 && begun.length === 1) {
        changes += 1;
        current = analysisOf('b: 2\n');
      }
    };
    const said = await answer('file:///a', CancellationToken.None, 'none', ({ document }) => {
      begun.push(document.text);
      return slowly(100, document.text, edits);
    });
    expect(begun).toEqual(['a: 1\n', 'b: 2\n']);
    expect(said).toBe('b: 2\n');
  });

  it('starts anew where another request has read the file again from the disk', async () => {
    let current: Analysis = analysisOf('a: 1\n');
    const session = sessionOf(() => current);
    const answer = answeringSlowly(session, nothing, { defer: setImmediate, changes: () => 0 });
    const said = await answer('file:///a', CancellationToken.None, 'none', ({ document }) =>
      slowly(100, document.text, step => {
        if (step === 20 && document.text === 'a: 1\n') current = analysisOf('b: 2\n');
      }),
    );
    expect(said).toBe('b: 2\n');
  });

  it('is none where the client takes its request back', async () => {
    const analysis = analysisOf('a: 1\n');
    const session = sessionOf(() => analysis);
    const answer = answeringSlowly(session, nothing, { defer: setImmediate, changes: () => 0 });
    const source = new CancellationTokenSource();
    const cancel = (step: number) => {
      if (step === 20) source.cancel();
    };
    expect(await answer('file:///a', source.token, 'none', () => slowly(Infinity, 'never', cancel))).toBe(
      'none',
    );
  });
});
