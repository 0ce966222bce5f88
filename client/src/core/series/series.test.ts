import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Series } from './series';

interface Sample {
  readonly at: number;
  readonly value: number;
}

/** Samples in the order of time, with pauses from none to a day. */
const samples = fc
  .array(
    fc.record({
      pause: fc.oneof(
        fc.constant(5_000),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 864e5 }),
      ),
      value: fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
    }),
    { minLength: 1, maxLength: 300 },
  )
  .map(steps => {
    let at = 1_700_000_000_000;
    return steps.map(({ pause, value }): Sample => ({ at: (at += pause), value }));
  });
const capacities = fc.integer({ min: 3, max: 40 });

function filled(series: Series, all: readonly Sample[]): Series {
  for (const { at, value } of all) expect(series.add(at, value)).toBe(true);
  return series;
}

/** The buckets that the samples make at the width that the series came to. */
function expected(all: readonly Sample[], resolutionMs: number) {
  const groups = new Map<number, Sample[]>();
  for (const sample of all) {
    const key = Math.floor(sample.at / resolutionMs);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()].map(group => {
    const values = group.map(({ value }) => value);
    const sum = values.reduce((one, other) => one + other, 0);
    return {
      from: group[0]?.at,
      to: group.at(-1)?.at,
      first: values[0],
      last: values.at(-1),
      min: Math.min(...values),
      max: Math.max(...values),
      mean: expect.closeTo(sum / values.length, 3) as unknown,
      count: values.length,
    };
  });
}

describe('Series', () => {
  it('keeps each sample while there is room', () => {
    const series = filled(
      new Series(),
      [0, 5_000, 10_000].map((at, index) => ({ at, value: index })),
    );
    expect([...series].map(({ from, mean, count }) => [from, mean, count])).toEqual([
      [0, 0, 1],
      [5_000, 1, 1],
      [10_000, 2, 1],
    ]);
    expect(series.latest).toEqual({ at: 10_000, value: 2 });
  });

  it('is bounded, and at its width is what all samples make: order, extremes, first, last, mean and count', () => {
    fc.assert(
      fc.property(samples, capacities, (all, capacity) => {
        const series = filled(new Series({ capacity }), all);
        expect(series.length).toBeLessThanOrEqual(capacity);
        expect([...series]).toEqual(expected(all, series.resolutionMs));
        expect(series.latest).toEqual({ at: all.at(-1)?.at, value: all.at(-1)?.value });
      }),
    );
  });

  it('has lost no more resolution than it had to', () => {
    fc.assert(
      fc.property(samples, capacities, (all, capacity) => {
        const series = filled(new Series({ capacity }), all);
        if (series.resolutionMs === 1_000) return;
        // Before the last sample that made it widen: at half the width all samples had no room.
        expect(expected(all, series.resolutionMs / 2).length).toBeGreaterThan(capacity);
      }),
    );
  });

  it('with a span keeps what is not older, drops what is, and stays fine', () => {
    const spans = fc.integer({ min: 1, max: 3_600_000 });
    fc.assert(
      fc.property(samples, capacities, spans, (all, capacity, spanMs) => {
        const series = filled(new Series({ capacity, spanMs }), all);
        const oldest = (all.at(-1)?.at ?? 0) - spanMs;
        const kept = all.filter(({ at }) => at >= oldest);
        const buckets = [...series];
        expect(series.length).toBeLessThanOrEqual(capacity);
        expect(buckets[0]?.to).toBeGreaterThanOrEqual(oldest);
        // A bucket at the edge may hold some older samples as well.
        const count = buckets.reduce((sum, each) => sum + each.count, 0);
        expect(count).toBeGreaterThanOrEqual(kept.length);
        expect(buckets[0]?.from).toBeLessThanOrEqual(kept[0]?.at ?? 0);
        expect(buckets[0]?.from).toBeGreaterThan(oldest - series.resolutionMs);
        expect(series.resolutionMs).toBeLessThanOrEqual(Math.max(1_000, (2 * spanMs) / (capacity - 2)));
      }),
    );
  });

  it('keeps a day of polls every 5 s, with a peak of one sample in it', () => {
    const series = new Series();
    for (let index = 0; index < 17_280; index += 1) series.add(index * 5_000, index === 9_001 ? 100 : 1);
    expect(series.length).toBeLessThanOrEqual(256);
    expect(series.length).toBeGreaterThan(128);
    expect(Math.max(...[...series].map(({ max }) => max))).toBe(100);
  });

  it('shows a pause as a stretch without buckets', () => {
    const series = filled(
      new Series({ capacity: 4 }),
      [0, 1_000, 2_000, 500_000, 501_000].map(at => ({ at, value: 1 })),
    );
    expect([...series].map(({ from, to }) => [from, to])).toEqual([
      [0, 1_000],
      [2_000, 2_000],
      [500_000, 501_000],
    ]);
  });

  it.each([
    ['no number', 6_000, NaN],
    ['no finite number', 6_000, Infinity],
    ['no time', NaN, 1],
    ['a time before the newest', 4_999, 1],
    ['a time before the epoch', -1, 1],
  ])('refuses %s', (_, at, value) => {
    const series = filled(new Series(), [{ at: 5_000, value: 1 }]);
    expect(series.add(at, value)).toBe(false);
    expect([...series]).toHaveLength(1);
    expect(series.latest).toEqual({ at: 5_000, value: 1 });
  });

  it('begins anew', () => {
    const series = filled(new Series(), [{ at: 5_000, value: 1 }]);
    series.clear();
    expect([...series]).toEqual([]);
    expect(series.add(0, 2)).toBe(true);
    expect(series.latest).toEqual({ at: 0, value: 2 });
  });
});
