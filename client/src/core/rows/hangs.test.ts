import { describe, expect, it } from 'vitest';
import { recordedHang } from '../../../../test/unit/support/recordedSnapshot';
import { withClaims } from '../launch/waiting/asked';
import { hangOf } from '../launch/waiting/hang';
import type { Hang, LaunchView } from '../launch/view';
import { plain } from '../text/text';
import { hangRemedy, hangSentence, hangText, roomTexts } from './hangs';
import { clock, type TreeInput } from './row';
import { statusOf } from './status';
import { treeRows } from './tree';

/** By the log alone: Ray's state has the rest. */
const launching: LaunchView = {
  state: 'launching',
  checks: [],
  left: [],
  configFile: '/project/server_config.yaml',
  applications: [
    { name: 'one', phase: 'running', replicas: 1 },
    { name: 'two', phase: 'scheduling', replicas: 1 },
  ],
};

/** What the tree is made of. */
function input(): TreeInput {
  const snapshot = recordedHang();
  const applications = withClaims(launching.applications, snapshot);
  const hang = hangOf({ applications, snapshot, now: 6_000, since: 1_000 });
  if (hang === undefined) throw new Error('it does not hang');
  const launch = { ...launching, applications, hang };
  return { cluster: 'running', poll: { missed: 0, stale: false, snapshot }, launch, records: [] };
}

const why =
  'two will never start: its placement group needs 4 GPUs and 4 CPUs on one node, and this launch itself holds what the nodes have.';
const remedy = 'Stop the server. Then add a node to the cluster file, or let the applications ask for less.';

describe('a recorded launch that hangs', () => {
  it('is named in the row of its application, with what each node has and what to do', () => {
    const rows = treeRows(input()).flatMap(row => row.children?.() ?? []);
    const two = rows.find(({ id }) => id === 'application:two');
    expect(two).toMatchObject({ icon: 'warning', tone: 'warning' });
    expect(two?.description.map(plain)).toEqual([
      'will never start',
      'waiting for its placement group of 4 GPUs and 4 CPUs',
      '0/1 replica',
    ]);
    const rooms = ['head: GPU 0/4 free and CPU 3.9/8 free', 'cpu: no GPU and CPU 1.9/2 free'];
    expect(two?.tooltip.map(plain).slice(1, 6)).toEqual([
      why,
      ...rooms,
      remedy,
      'waiting for its placement group of 4 GPUs and 4 CPUs',
    ]);
    // Before it is proved, what the nodes have is shown as well.
    const { hang, ...waiting } = input().launch;
    expect(hang?.application).toBe('two');
    const before = treeRows({ ...input(), launch: waiting }).flatMap(row => row.children?.() ?? []);
    expect(before.find(({ id }) => id === 'application:two')).toMatchObject({ tone: 'busy' });
    expect(
      before
        .find(({ id }) => id === 'application:two')
        ?.tooltip.map(plain)
        .slice(1, 3),
    ).toEqual(rooms);
    expect(rows.find(({ id }) => id === 'application:one')?.tone).toBe('good');
  });

  it('is named in the status bar, which leads to the forecast', () => {
    const status = statusOf(input());
    expect(status).toMatchObject({ icon: 'warning', tone: 'warning' });
    expect(status.parts.map(plain).slice(1)).toEqual(['Twinkle 1/2 apps', 'two: will never start']);
    expect(status.tooltip.map(plain)).toEqual(expect.arrayContaining([why, remedy]));
    expect(status.actions).toContainEqual({ kind: 'showForecast', file: launching.configFile });
  });
});

describe('the words of a hang', () => {
  const hang: Hang = { application: 'm', kind: 'quiet', since: 0, key: '', rooms: [] };
  const of = (more: Partial<Hang>) => plain(hangSentence({ ...hang, ...more }, 65_000));

  it.each<[Partial<Hang>, string]>([
    [{}, 'm has made no progress for 1 min 5 s.'],
    [
      { what: 'groups', asks: { GPU: 1 } },
      'm has made no progress for 1 min 5 s: its placement group waits for 1 GPU on one node.',
    ],
    [
      { what: 'replica', asks: { CPU: 16 } },
      'm has made no progress for 1 min 5 s: its replica waits for 16 CPUs on one node.',
    ],
    [
      { kind: 'tooLarge', what: 'groups', asks: { NPU: 8 } },
      'm will never start: its placement group needs 8 NPUs on one node, and no node has that.',
    ],
    [
      { kind: 'tooLarge', what: 'replica', asks: { x: 1 } },
      'm will never start: its replica needs 1 x on one node, and no node has that.',
    ],
    [
      { kind: 'held', what: 'replica', asks: { CPU: 1 } },
      'm will never start: its replica needs 1 CPU on one node, and this launch itself holds what the nodes have.',
    ],
  ])('%#', (more, expected) => {
    expect(of(more)).toBe(expected);
  });

  it('name a time that does not pass where they stay, and what to do', () => {
    expect(plain(hangSentence(hang))).toBe(`m has made no progress since ${clock(0)}.`);
    expect(plain(hangText(hang))).toBe(`no progress since ${clock(0)}`);
    expect(plain(hangRemedy(hang))).toContain('See the server log.');
    expect(plain(hangRemedy({ ...hang, asks: {} }))).toContain('as soon as a node has room');
    expect(plain(hangRemedy({ ...hang, kind: 'tooLarge' }))).toContain('a larger node');
  });

  it('name some nodes of many', () => {
    const rooms = Array.from({ length: 9 }, (_, index) => ({
      nodeId: `n${index}`,
      resource: 'GPU',
      free: 0.1 + 0.2,
      total: 1,
    }));
    const words = roomTexts(rooms, id => id.toUpperCase()).map(plain);
    expect([words[0], words[6], words.length]).toEqual(['N0: GPU 0.3/1 free', '… and 3 more', 7]);
  });
});
