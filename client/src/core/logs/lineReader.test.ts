import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asShown } from '../launch/log/terminal';
import { filterTexts, passes } from './filter';
import { LineReader } from './lineReader';
import { headOf } from './severity';
import { plain } from '../text/text';

const fixtures = join(import.meta.dirname, '../../../../test/fixtures');
const read = (path: string, application?: string) => {
  const reader = new LineReader(application);
  const lines = readFileSync(join(fixtures, path), 'utf8').trimEnd().split('\n');
  return lines.map(line => reader.read(asShown(line)));
};
const tally = (lines: readonly { readonly severity: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { severity } of lines) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
};

describe('severity and time', () => {
  it.each([
    ['[2026-11-29 17:00:25,997 W 18052 18052] (raylet) main.cc:283: x', 'warning', '2026-11-29 17:00:25,997'],
    ['[2026-11-29 17:00:25,997 C 1 1] (raylet) x', 'error', '2026-11-29 17:00:25,997'],
    ['2026-11-29 17:00:14,417\tINFO utils.py:319 -- x', 'info', '2026-11-29 17:00:14,417'],
    ['ERROR 2026-11-29 17:02:02,745 controller 20069 -- x', 'error', '2026-11-29 17:02:02,745'],
    ['[2026-11-29 17:06:20][INFO:twinkle] nodes: []', 'info', '2026-11-29 17:06:20'],
    ['WARNING 11-29 17:00:00 [config.py:12] x', 'warning', '11-29 17:00:00'],
    ['INFO:     127.0.0.1:1 - "GET / HTTP/1.1" 200', 'info', undefined],
    ['ValueError: no', 'error', undefined],
    ['ray.exceptions.RayTaskError(ValueError): no', 'error', undefined],
    ['/venv/torch/cuda/__init__.py:64: FutureWarning: x', 'warning', undefined],
  ])('%s', (line, severity, time) => {
    expect(headOf(line)).toEqual({ severity, ...(time === undefined ? {} : { time }) });
  });

  it('no head is found in other lines', () => {
    for (const line of [
      '  File "/x.py", line 1, in f',
      '',
      'loss 0.1',
      'an ERROR in the middle',
      ':job_id:02000000',
    ])
      expect(headOf(line)).toBeUndefined();
  });

  it('the records of the logs of Ray have them', () => {
    expect(read('ray-2.60/logs/dashboard.log').every(({ isHead }) => isHead)).toBe(true);
    // The last of its records has four lines more.
    expect(read('ray-2.60/logs/raylet.out').map(({ isHead }) => isHead)).toEqual([
      ...Array.from({ length: 8 }, () => true),
      ...Array.from({ length: 4 }, () => false),
    ]);
    expect(tally(read('ray-2.60/logs/worker-controller.err'))).toMatchObject({ warning: 9, info: 3 });
  });
});

describe('the log of a launcher', () => {
  it('has the lines of each application, with the tracebacks of its replicas', () => {
    const lines = read('launch/unknown-actor-option.log');
    const errors = lines.filter(line => passes(line, { least: 'error' }));
    expect(errors.some(({ text }) => text.includes('cli/app.py:85'))).toBe(true);
    expect(errors.length).toBeLessThan(lines.length);
    const all = read('launch/four-applications.log');
    const names = new Set(all.flatMap(({ application }) => application ?? []));
    expect([...names].toSorted()).toEqual(['mock-model', 'mock-sampler', 'processor', 'server']);
    const [first, ...rest] = all.filter(line => passes(line, { application: 'mock-sampler' }));
    expect(rest.length).toBeGreaterThan(3);
    expect(first?.text).toContain('mock-sampler');
  });

  it('keeps the records of mixed processes apart', () => {
    const reader = new LineReader();
    const severities = [
      '(ServeReplica:a:M pid=1) Traceback (most recent call last):',
      '(ServeReplica:b:M pid=2) [2026-11-29 17:06:20][INFO:twinkle] fine',
      '(ServeReplica:a:M pid=1)   File "/x.py", line 1, in f',
      '(ServeReplica:b:M pid=2) more',
    ].map(line => reader.read(line));
    expect(severities.map(({ severity, application }) => [severity, application])).toEqual([
      ['error', 'a'],
      ['info', 'b'],
      ['error', 'a'],
      ['info', 'b'],
    ]);
  });

  it('is filtered by words, and says how', () => {
    const [line] = read('ray-2.60/logs/worker-replica.err', 'model').filter(line =>
      passes(line, { words: 'NODE_RANKS' }),
    );
    expect(line).toMatchObject({ application: 'model', severity: 'info' });
    expect(passes({ text: 'x', severity: 'info', isHead: true, ours: true }, { least: 'error' })).toBe(true);
    expect(filterTexts({})).toEqual([]);
    const words = filterTexts({ least: 'warning', application: 'model', words: 'oom' });
    expect(words.map(plain)).toEqual(['warnings and errors', 'application model', 'with the text oom']);
  });
});
