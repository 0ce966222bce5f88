import { describe, expect, it } from 'vitest';
import type { StopEvent, StopPhase } from '../../client/src/core/machine/keeper';
import type { Bench } from './bench';

/** The order in which Ray itself ends a node (ray 2.60, scripts/scripts.py `stop`), with shorter times. */
const phases: readonly StopPhase[] = [
  { match: 'leader', signal: 'SIGTERM', graceMs: 500 },
  { match: 'raylet', signal: 'SIGTERM', graceMs: 2_000 },
  { match: 'others', signal: 'SIGTERM', graceMs: 2_000 },
  { match: 'all', signal: 'SIGTERM', graceMs: 2_000 },
];

export function stoppingContract(bench: Bench): void {
  const { keeper, signal } = bench;
  const folder = `${bench.state}.files`;
  const order = `${folder}/order`;

  /** Says its name when it gets a signal to end; `deaf` does not end by it. */
  const program = (name: string, deaf = false) =>
    `${folder}/${name} -c 'trap "echo ${name} >>${order}; ${deaf ? '' : 'exit 0'}" TERM; while :; do sleep 0.05; done' &`;

  /** Starts programs that bear the names of Ray's; gives their record once the traps are set. */
  async function node(id: string, script: string, count: number) {
    await bench.sh(
      'mkdir -p "$1"; rm -f "$2"; for n in raylet gcs_server log_monitor; do cp /bin/sh "$1/$n"; done',
      folder,
      order,
    );
    const record = await bench.started(id, script);
    const sleeping = async () => {
      const { records } = await keeper.survey({ ids: [id] }, signal);
      return records.flatMap(({ members }) => members).filter(({ argv }) => argv[0] === 'sleep').length;
    };
    await expect.poll(sleeping, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
    return record;
  }

  async function stop(id: string, more = {}) {
    const events: StopEvent[] = [];
    const outcome = await keeper.stop({ id, phases, ...more }, event => events.push(event), signal);
    return { outcome, events };
  }

  const said = async () => (await bench.sh('cat "$1" 2>/dev/null || true', order)).split('\n');

  describe('stop', () => {
    it('ends the raylet, then the others, then the GCS, and removes the record', async () => {
      const script = `${['gcs_server', 'log_monitor', 'raylet'].map(name => program(name)).join(' ')} exit`;
      const record = await node('stop-1', script, 3);
      expect(await keeper.wait(record, signal)).toMatchObject({ code: 0 });
      const { outcome, events } = await stop('stop-1');
      expect(outcome).toEqual({ left: [], strays: [], ports: [], removed: true });
      expect(await said()).toEqual(['raylet', 'log_monitor', 'gcs_server']);
      expect(events.map(({ phase }) => phase)).toEqual([1, 2, 3]);
      expect(await bench.files()).toEqual([]);
    });

    it('kills what does not end by itself, in the same order', async () => {
      await node('stop-2', `${program('raylet', true)} ${program('gcs_server')} exit`, 2);
      const { outcome, events } = await stop('stop-2');
      expect(outcome.left).toEqual([]);
      expect(await said()).toEqual(['raylet', 'gcs_server']);
      expect(events.find(({ killed }) => killed.length > 0)).toMatchObject({ phase: 1 });
    });

    it('ends children in sessions of their own, also when their parent has ended before', async () => {
      await bench.started(
        'stop-3',
        `setsid sleep 4715.3${bench.mark} & setsid sh -c "env -u TWINKLE_PROCESS_RECORD sleep 4715.3${bench.mark}; :" & wait`,
      );
      await expect.poll(() => bench.running(`sleep 4715.3${bench.mark}`), { timeout: 5_000 }).toBe('2');
      expect((await stop('stop-3')).outcome.left).toEqual([]);
      expect(await bench.running(`sleep 4715.3${bench.mark}`)).toBe('0');
    });

    it('tells a port that is still taken, and by whom', async () => {
      const listening = await bench.machine.listen(() => undefined, signal);
      await bench.started('stop-4', 'exit');
      const { outcome } = await stop('stop-4', { ports: [listening.port], portMs: 300 });
      expect(outcome.ports).toMatchObject([{ port: listening.port, free: false }]);
      expect(outcome.removed).toBe(true);
      listening.dispose();
      await expect.poll(async () => (await keeper.ports([listening.port], signal))[0]?.free).toBe(true);
    });

    it('is said to be over by both of two windows, also where the start comes in between', async () => {
      const other = bench.client();
      const phases = [{ match: 'all', signal: 'SIGTERM', graceMs: 5_000 }] as const;
      const answers = [];
      for (let times = 0; times < 40; times += 1) {
        const start = bench.started('stop-6', `exec sleep 4715.6${bench.mark}`);
        await new Promise(resolve => setTimeout(resolve, times % 20));
        const stops = [keeper, other].map(each =>
          each.stop({ id: 'stop-6', phases }, () => undefined, signal),
        );
        answers.push(...(await Promise.all(stops)));
        await start;
        // Both may have come too early.
        await stop('stop-6');
      }
      expect(answers.filter(({ left, removed }) => left.length > 0 || !removed)).toEqual([]);
      expect(await bench.running(`sleep 4715.6${bench.mark}`)).toBe('0');
    });

    it.each([false, true])(
      'waits for a start that is under way; the record is kept: %s',
      async keepRecord => {
        await keeper.create(bench.draft('stop-7'), signal);
        // As a start does it: the lock, a process, and what it is, written down.
        const start = bench.sh(
          `exec python3 -c "$1" "$2" "$3"`,
          `
import fcntl, json, os, subprocess, sys, time
folder = os.open(sys.argv[1], os.O_RDONLY)
fcntl.flock(folder, fcntl.LOCK_EX)
time.sleep(1)
null = subprocess.DEVNULL
child = subprocess.Popen(
    ["sleep", sys.argv[2]], stdin=null, stdout=null, stderr=null, start_new_session=True,
    env=dict(os.environ, TWINKLE_PROCESS_RECORD="stop-7"))
with open("/proc/%d/stat" % child.pid) as file:
    ticks = int(file.read().rpartition(")")[2].split()[19])
with open(sys.argv[1] + "/stop-7.json", "r+") as file:
    record = json.load(file)
    record["process"] = {"pid": child.pid, "session": child.pid, "startTicks": ticks}
    file.seek(0)
    json.dump(record, file)
    file.truncate()
`,
          `${bench.state}/records`,
          `4715.7${bench.mark}`,
        );
        await new Promise(resolve => setTimeout(resolve, 500));
        const { outcome } = await stop('stop-7', { keepRecord });
        await start;
        expect(outcome).toMatchObject({ left: [], removed: !keepRecord });
        expect(await bench.running(`sleep 4715.7${bench.mark}`)).toBe('0');
        expect(await bench.files()).toEqual(keepRecord ? ['stop-7.json'] : []);
        await stop('stop-7');
      },
    );

    it('leaves another attempt alone, and finds nothing to do where there is no record', async () => {
      await bench.started('stop-5', `exec sleep 4715.5${bench.mark}`);
      const other = await stop('stop-5', { attempt: 'another' });
      expect(other.outcome.removed).toBe(true);
      expect(await bench.running(`sleep 4715.5${bench.mark}`)).toBe('1');
      expect((await stop('stop-5')).outcome).toMatchObject({ left: [], removed: true });
      expect(await bench.running(`sleep 4715.5${bench.mark}`)).toBe('0');
      expect((await stop('stop-5')).outcome).toMatchObject({ left: [], removed: true });
    });
  });

  describe('ports', () => {
    it('tells free ones from those taken on loopback alone', async () => {
      const listening = await bench.machine.listen(() => undefined, signal);
      const free = await bench.machine.listen(() => undefined, signal);
      free.dispose();
      const states = await keeper.ports([listening.port, free.port, listening.port], signal);
      expect(states.map(state => state.free)).toEqual([false, true, false]);
      expect(states[1]).toEqual({ port: free.port, free: true });
      listening.dispose();
    });
  });
}
