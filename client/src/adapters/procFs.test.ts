import { describe, expect, it } from 'vitest';
import { listeners, lives, parseStat } from './procFs';

describe('parseStat', () => {
  it('is not confused by parentheses and spaces in the name', () => {
    const line = `42 (a) b (c) S 1 42 41 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2`;
    expect(parseStat(line)).toEqual({ state: 'S', parent: 1, session: 41, startTicks: 987654 });
  });

  it('gives nothing for half a line', () => {
    expect(parseStat('42 (a) S 1')).toBeUndefined();
    expect(parseStat('')).toBeUndefined();
  });

  it('takes a zombie for dead', () => {
    const stat = parseStat(`42 (a) Z 1 42 41 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2`);
    expect(lives(stat)).toBe(false);
  });
});

describe('listeners', () => {
  it('takes sockets that listen on this port only', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0',
      '   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 20 4 30 10 -1',
      '   2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0',
    ].join('\n');
    expect(listeners(table, 8080)).toEqual(['111']);
  });
});
