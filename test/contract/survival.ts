import { describe, expect, it } from 'vitest';
import { KeeperClient } from '../../client/src/adapters/keeper/client';
import { CutMachine, shell, type Bench } from './bench';

/** What outlives a keeper, what does not, and requests that outlive a connection. */
export function survivalContract(bench: Bench): void {
  const { keeper, machine, signal } = bench;
  const stopAll = { phases: [{ match: 'all', signal: 'SIGTERM', graceMs: 5_000 }] } as const;

  /**
   * Process ids whose command line has the words of a keeper, waiters among them, with the state folder of this bench:
   * other tests have keepers on the same machine.
   */
  const keepers = async () => {
    const find = `for pid in $(pgrep -f '^[^ ]*python.*"keeper","exec"'); do
      tr '\\0' '\\n' <"/proc/$pid/environ" 2>/dev/null | grep -qxF "TWINKLE_STATE_HOME=$1" && echo "$pid"
    done; true`;
    return (await bench.sh(find, bench.state)).split('\n').filter(Boolean);
  };

  describe('a lost connection', () => {
    it('leaves a detached process running; its exit code is known afterwards', async () => {
      const go = `${bench.state}.files/go`;
      await bench.sh('mkdir -p "$(dirname "$1")"; rm -f "$1"', go);
      const record = await bench.started('survives', `while [ ! -e ${go} ]; do sleep 0.05; done; exit 9`);
      await machine.cut();
      const { records } = await keeper.survey({ ids: ['survives'] }, signal);
      expect(records[0]?.members.map(({ pid }) => pid)).toContain(record.process.pid);
      await machine.cut();
      await bench.sh(': >"$1"', go);
      expect(await keeper.wait(record, signal)).toEqual({ gone: false, code: 9, signal: null });
      await keeper.remove([record], signal);
      expect(await bench.files()).toEqual([]);
    });

    it('is made anew for wait', async () => {
      const record = await bench.started('cut-wait', 'sleep 2; exit 4');
      const waiting = keeper.wait(record, signal);
      await machine.cut();
      expect(await waiting).toEqual({ gone: false, code: 4, signal: null });
      await keeper.remove([record], signal);
    });

    it('is made anew for stop, which ends what is left', async () => {
      await bench.started('cut-stop', 'trap "" TERM; while :; do sleep 0.05; done');
      const phases = [{ match: 'all', signal: 'SIGTERM', graceMs: 1_500 }] as const;
      let told: () => void = () => undefined;
      const first = new Promise<void>(resolve => (told = resolve));
      const onEvent = () => {
        told();
      };
      const stopping = keeper.stop({ id: 'cut-stop', phases }, onEvent, signal);
      await first;
      await machine.cut();
      expect(await stopping).toMatchObject({ left: [], removed: true });
      expect((await keeper.survey({ ids: ['cut-stop'] }, signal)).records).toEqual([]);
    });

    it('starts nothing twice, whenever it is cut', async () => {
      const mark = `${bench.state}.files/marks`;
      await bench.sh('mkdir -p "$(dirname "$1")"; : >"$1"', mark);
      for (let round = 0; round < 8; round += 1) {
        // A keeper that is there already, so that the cut comes into the start itself.
        await keeper.ports([], signal);
        const id = `cut-start-${round}`;
        const request = {
          record: bench.draft(id),
          command: shell(`echo ${id} >>${mark}; exec sleep 60`),
          create: true,
        };
        const starting = keeper.start(request, signal);
        await new Promise(resolve => setTimeout(resolve, round * 3));
        await machine.cut();
        const { record } = await starting;
        await expect
          .poll(() => bench.sh('grep -cx -- "$2" "$1" || true', mark, id), { timeout: 5_000 })
          .toBe('1');
        const { records } = await keeper.survey({ ids: [id] }, signal);
        expect(records[0]?.members.map(({ pid }) => pid)).toEqual([record.process.pid]);
        expect(await keeper.stop({ id, ...stopAll }, () => undefined, signal)).toMatchObject({
          removed: true,
        });
        expect(await bench.sh('grep -cx -- "$2" "$1" || true', mark, id)).toBe('1');
      }
      expect(await bench.files()).toEqual([]);
    });

    it('keeps a lease that this window has', async () => {
      const draft = bench.draft('cut-lease');
      await keeper.create({ ...draft, lease: true }, signal);
      await machine.cut();
      await keeper.facts({}, signal);
      const owned = async () => (await keeper.survey({ ids: ['cut-lease'] }, signal)).records[0]?.owned;
      await expect.poll(owned, { timeout: 5_000 }).toBe(true);
      await keeper.write(draft, signal);
      expect(await owned()).toBe(false);
      await keeper.remove([draft], signal);
    });

    it('is an error for a command that may have run', async () => {
      const run = keeper.run(shell(`exec sleep 4717.1${bench.mark}`), { signal, timeoutMs: 60_000 });
      await expect.poll(() => bench.running(`sleep 4717.1${bench.mark}`)).toBe('1');
      // In one go: the wait for its end is not of interest.
      void run.catch(() => undefined);
      await machine.cut();
      await expect(run).rejects.toThrow('The connection to the machine was lost');
      await bench.sh(`pkill -f "^sleep 4717.1${bench.mark}$" || true`);
    });
  });

  describe('the end of a keeper', () => {
    it('ends what it runs, and nothing that it started detached', async () => {
      const other = bench.client();
      const run = other.run(shell(`sleep 4717.2${bench.mark} & sleep 4717.2${bench.mark}`), {
        signal,
        timeoutMs: 60_000,
      });
      const record = await bench.started('outlives', `exec sleep 4717.3${bench.mark}`);
      await expect.poll(() => bench.running(`sleep 4717.2${bench.mark}`)).toBe('2');
      other.dispose();
      await expect(run).rejects.toThrow();
      await expect.poll(() => bench.running(`sleep 4717.2${bench.mark}`), { timeout: 5_000 }).toBe('0');
      expect(await bench.running(`sleep 4717.3${bench.mark}`)).toBe('1');
      await keeper.stop({ id: record.id, ...stopAll }, () => undefined, signal);
    });

    it('leaves no process and no file behind', async () => {
      await keeper.facts({}, signal);
      const before = await keepers();
      expect(before).toHaveLength(1);
      const other = bench.client();
      const { record } = await other.start(
        { record: bench.draft('traces'), command: shell('exit 0'), create: true },
        signal,
      );
      await other.wait(record, signal);
      await other.remove([record], signal);
      other.dispose();
      await expect.poll(keepers, { timeout: 8_000 }).toEqual(before);
      expect(await bench.files()).toEqual([]);
    });

    it('comes when nothing was asked for a while, and the next request starts another', async () => {
      const own = new CutMachine(bench.place.machine);
      const idle = new KeeperClient(own, { secret: () => Promise.resolve(undefined), idleMs: 100 });
      await new Promise(resolve => setTimeout(resolve, 200));
      expect(own.started).toBe(0);
      await Promise.all([idle.facts({}, signal), idle.ports([1], signal)]);
      expect(own.started).toBe(1);
      await own.idle();
      expect((await idle.facts({}, signal)).os).toBe('Linux');
      expect(own.started).toBe(2);
      // With a lease it stays.
      const draft = { ...bench.draft('idle'), lease: true };
      await idle.create(draft, signal);
      await new Promise(resolve => setTimeout(resolve, 300));
      // Until the process is to be stopped, whatever is left of it: then nobody starts it any more.
      await idle.stop({ id: 'idle', phases: [], keepRecord: true }, () => undefined, signal);
      expect(own.started).toBe(2);
      await own.idle();
      await idle.remove([draft], signal);
      idle.dispose();
    });
  });

  describe('secrets', () => {
    it('are in the environment of the command, and nowhere else', async () => {
      const command = shell(`exec sleep 4717.4${bench.mark}`, { secrets: { TOKEN: 'token' } });
      const { record } = await keeper.start({ record: bench.draft('secret'), command, create: true }, signal);
      const found = await bench.sh(
        `for pid in $(ls /proc | grep '^[0-9]*$'); do if { tr '\\0' '\\n' </proc/$pid/environ; tr '\\0' '\\n' </proc/$pid/cmdline; } 2>/dev/null | grep -q s3cret-[v]alue; then echo $pid; fi; done`,
      );
      expect(found.split('\n')).toEqual([String(record.process.pid)]);
      expect(await bench.sh('grep -rl s3cret-[v]alue "$1/records" || true', bench.state)).toBe('');
      await keeper.stop({ id: 'secret', ...stopAll }, () => undefined, signal);
    });
  });
}
