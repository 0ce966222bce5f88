import { describe, expect, it } from 'vitest';
import { Allowance } from './allowance';
import { LineBuffer } from './buffer';
import { logsOf } from './choice';
import { actorOf, isOnlyMarks, kindOf, nodeIdOf, replicaOf, sessionFolderOf, type LogFile } from './logFile';
import { placesIn } from './places';
import { plain } from '../text/text';
import { sizeText } from './words';

describe('files of a session of Ray', () => {
  it('tell by their names what they are', () => {
    expect(kindOf('worker-13a7c7-02000000-31738.err')).toEqual({ kind: 'output', pid: 31738 });
    expect(kindOf('python-core-worker-13a7c7_31738.log')).toEqual({ kind: 'core', pid: 31738 });
    expect(kindOf('dashboard.log.1')).toEqual({ kind: 'ray' });
    expect(kindOf('debug_state.txt')).toBeUndefined();
    const known = [{ application: 'my_model', deployment: 'Model_M' }];
    expect(replicaOf('replica_my_model_Model_M_g2wojhfs.log', known)).toEqual({
      ...known[0],
      replica: 'g2wojhfs',
    });
    expect(replicaOf('replica_model_ModelManagement_g2.log', [])).toEqual({
      application: 'model',
      deployment: 'ModelManagement',
      replica: 'g2',
    });
    expect(replicaOf('controller_20069.log', known)).toBeUndefined();
  });

  it('tell by their first lines whose they are', () => {
    expect(actorOf(':job_id:02\n:actor_name:ServeReplica:model:M\nx')).toBe('ServeReplica:model:M');
    expect([':job_id:02\n:actor_name:M\n', ':job_id:02\nx'].map(isOnlyMarks)).toEqual([true, false]);
    expect(nodeIdOf('… Setting node ID node_id=8c2935d4d84575013545b3f3\n')).toBe('8c2935d4d84575013545b3f3');
    expect(sessionFolderOf(['raylet', '--session_dir=/tmp/ray/s'])).toBe('/tmp/ray/s');
    expect(sessionFolderOf(['python', '--session-dir=/tmp/ray/s'])).toBe('/tmp/ray/s');
    expect(sessionFolderOf(['sleep', '1'])).toBeUndefined();
  });

  it('are offered for what is meant, the nearest first', () => {
    const file = (kind: LogFile['kind'], name: string, more: Partial<LogFile> = {}): LogFile => ({
      path: `/${name}`,
      kind,
      name,
      nodes: ['head'],
      size: 1,
      ...more,
    });
    const files = [
      file('ray', 'raylet.out'),
      file('ray', 'raylet.1.out', { nodes: ['worker'] }),
      file('output', 'M 7 err', { application: 'model', pid: 7 }),
      file('replica', 'M r1', { application: 'model', replica: 'r1' }),
      file('replica', 'M r2', { application: 'model', replica: 'r2' }),
      file('launcher', '', { nodes: [] }),
    ];
    const names = (subject: Parameters<typeof logsOf>[1]) => logsOf(files, subject).map(({ name }) => name);
    expect(names({})).toEqual(['', 'M r1', 'M r2', 'M 7 err', 'raylet.out', 'raylet.1.out']);
    expect(names({ application: 'model' })).toEqual(['', 'M r1', 'M r2', 'M 7 err']);
    expect(names({ application: 'model', replica: 'r1', pid: 7 })).toEqual(['M r1', 'M 7 err']);
    expect(names({ node: 'worker' })).toEqual(['raylet.1.out']);
    expect([999, 12_345, 1_250_000].map(size => plain(sizeText(size)))).toEqual([
      '999 bytes',
      '12 KB',
      '1.3 MB',
    ]);
  });
});

it('finds the places that a line names', () => {
  const line = '  File "/venv/lib/x y.py", line 12, in f; see /srv/app/main.py:7: error, http://h/a.py:8';
  expect(placesIn(line).map(({ path, line }) => [path, line])).toEqual([
    ['/venv/lib/x y.py', 12],
    ['/srv/app/main.py', 7],
  ]);
  expect(line.slice(placesIn(line)[1]?.start, placesIn(line)[1]?.end)).toBe('/srv/app/main.py:7');
});

describe('memory', () => {
  it('holds the last lines within both limits', () => {
    const buffer = new LineBuffer<{ text: string }>({ lines: 10, characters: 30 });
    for (let index = 0; index < 1_000; index += 1) buffer.push([{ text: String(index) }]);
    expect(buffer.lines.map(({ text }) => text)).toEqual([
      '990',
      '991',
      '992',
      '993',
      '994',
      '995',
      '996',
      '997',
      '998',
      '999',
    ]);
    expect(buffer.dropped).toBe(990);
    buffer.push([{ text: 'x'.repeat(40) }]);
    expect(buffer.lines).toHaveLength(1);
    buffer.clear();
    expect([buffer.isEmpty, buffer.dropped]).toEqual([true, 0]);
  });

  it('takes a backlog at once, and no more than a rate after it', () => {
    const allowance = new Allowance({ most: 100, perSecond: 10 }, 0);
    expect([allowance.take(80, 0), allowance.take(80, 0), allowance.take(80, 500)]).toEqual([80, 20, 5]);
    expect(allowance.take(1_000, 60_000)).toBe(100);
  });
});
