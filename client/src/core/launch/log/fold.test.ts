import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LineFolder, stripAnsi, workerLine } from './fold';

const lines = readFileSync(
  new URL('../../../../../test/fixtures/launch/four-applications.log', import.meta.url),
  'utf8',
).split('\n');

describe('LineFolder', () => {
  const worker = (pid: number, words: string) => `\u001b[36m(ServeReplica:a:B pid=${pid})\u001b[0m ${words}`;
  const shown = (folder: LineFolder, ...given: string[]) => folder.fold(given).map(line => line.text);

  it('shows each line of a worker once, in order, of a real log with three copies', () => {
    const texts = new LineFolder({ copies: 3 }).fold(lines).map(line => line.text);
    const ofWorkers = texts.filter(line => workerLine(line) !== undefined);
    expect(ofWorkers.length).toBeGreaterThan(10);
    expect(new Set(ofWorkers).size).toBe(ofWorkers.length);
    const distinct = new Set(lines.map(stripAnsi).filter(line => workerLine(line) !== undefined));
    expect(new Set(ofWorkers)).toEqual(distinct);
    expect(texts.filter(line => line.includes('node2pg keys'))).toHaveLength(3);
  });

  it('leaves the lines of the launcher alone, even if they repeat', () => {
    expect(shown(new LineFolder({ copies: 3 }), 'same', 'same')).toEqual(['same', 'same']);
  });

  it('distinguishes a line that a worker wrote twice from its copies', () => {
    const folder = new LineFolder({ copies: 3 });
    const six = Array.from({ length: 6 }, () => worker(1, 'step done'));
    expect(shown(folder, ...six)).toEqual([
      '(ServeReplica:a:B pid=1) step done',
      '(ServeReplica:a:B pid=1) step done',
    ]);
  });

  it('takes any repetition for a copy where the number of copies is not known', () => {
    expect(shown(new LineFolder(), worker(1, 'x'), worker(1, 'x'), worker(2, 'x'))).toEqual([
      '(ServeReplica:a:B pid=1) x',
      '(ServeReplica:a:B pid=2) x',
    ]);
  });

  it('drops what Ray marks as repeated when the text was shown, and the mark where it was not', () => {
    const mark = ' [repeated 6x across cluster]';
    const hint =
      ' (Ray deduplicates logs by default. Set RAY_DEDUP_LOGS=0 to disable log deduplication, or see …)';
    expect(shown(new LineFolder(), worker(1, 'loading'), worker(2, `loading${mark}${hint}`))).toEqual([
      '(ServeReplica:a:B pid=1) loading',
    ]);
    expect(shown(new LineFolder(), worker(2, `loading${mark}`))).toEqual([
      '(ServeReplica:a:B pid=2) loading',
    ]);
  });

  it('remembers a bounded number of lines', () => {
    const folder = new LineFolder({ window: 10 });
    expect(shown(folder, worker(1, 'first'))).toHaveLength(1);
    folder.fold(Array.from({ length: 100 }, (_, index) => worker(1, `line ${index}`)));
    expect(shown(folder, worker(1, 'first'))).toHaveLength(1);
  });

  it('cuts a line that is too long to be read', () => {
    expect(shown(new LineFolder({ maxLength: 5 }), '123456')).toEqual(['12345…']);
  });
});

describe('stripAnsi', () => {
  it.each([
    ['\u001b[1m\u001b[32mhttp://127.0.0.1\u001b[39m\u001b[22m\r', 'http://127.0.0.1'],
    ['\u001b]8;;http://x\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b[?25lhidden', 'hidden'],
    ['plain [36m', 'plain [36m'],
  ])('%j', (line, bare) => {
    expect(stripAnsi(line)).toBe(bare);
  });
});

describe('workerLine', () => {
  it.each([
    ['(ServeController pid=12) ERROR x', { name: 'ServeController', pid: 12, text: 'ERROR x' }],
    ['(A:b pid=3, ip=10.0.0.2) y', { name: 'A:b', pid: 3, text: 'y' }],
    ['(raylet) z', { name: 'raylet', text: 'z' }],
    ['(raylet, ip=10.0.0.2) z', { name: 'raylet', text: 'z' }],
    ['(note) no worker', undefined],
    ['[2026-11-24 00:09:47][INFO:twinkle] Deployed', undefined],
  ])('%s', (line, expected) => {
    expect(workerLine(line)).toEqual(expected);
  });
});
