import { describe, expect, it } from 'vitest';
import { messages, type Message } from '../../client/src/adapters/keeper/lines';
import { keeperCommand, keeperProgram } from '../../client/src/adapters/keeper/program';
import { shell, type Bench } from './bench';

interface Answer {
  readonly id: number | null;
  readonly ok?: unknown;
  readonly event?: unknown;
  readonly error?: { readonly code: string };
}

/** Lines as another program could send them: each gets an error answer, and the keeper goes on. */
export function protocolContract(bench: Bench): void {
  const { signal } = bench;

  async function raw(...before: readonly string[]) {
    const [first, ...rest] = [...before, ...keeperCommand('python3')];
    const program = await bench.place.machine.run([first ?? '', ...rest], signal);
    await program.write(keeperProgram());
    const lines = messages(program.stdout);
    const take = async () => ((await lines.next()).value as Message).value;
    const hello = await take();
    expect(hello).toMatchObject({ hello: { protocol: 1, os: 'Linux' } });
    const send = (line: string) => program.write(Buffer.from(`${line}\n`));
    const next = async () => (await take()) as Answer;
    return { program, send, next };
  }

  describe('lines', () => {
    it('that are no requests get an error', async () => {
      const { program, send, next } = await raw();
      for (const line of [
        '',
        'x',
        '[]',
        '1',
        '{}',
        '{"id":"1"}',
        '{"id":true}',
        '\u0000',
        '['.repeat(100_000),
      ]) {
        await send(line);
        expect(await next()).toMatchObject({ id: null, error: { code: 'badRequest' } });
      }
      await program.write(Buffer.from([0xff, 0xfe, 0x0a]));
      expect(await next()).toMatchObject({ id: null, error: { code: 'badRequest' } });
      for (const rest of [
        '',
        ',"op":"none"',
        ',"op":1',
        ',"op":"facts","args":[]',
        ',"op":"facts","args":null',
      ]) {
        await send(`{"id":5${rest}}`);
        expect(await next()).toMatchObject({ id: 5, error: { code: 'badRequest' } });
      }
      const wrong = {
        survey: [{ ids: 'x' }, { kind: 'ray-node' }],
        create: [{}, { record: {} }],
        start: [{}, { record: {}, command: {} }],
        stop: [
          { id: 'x' },
          { id: 'x', phases: [{}] },
          { id: 'x', phases: [{ match: 'all', signal: 'SIGSTOP', graceMs: 1 }] },
        ],
        wait: [{ id: 'x' }],
        ports: [{ ports: [0] }, { ports: [65_536] }, { ports: ['1'] }, { ports: [true] }],
        run: [{ command: { argv: [] }, secrets: {}, timeoutMs: 1, maxOutputBytes: 1 }],
        read: [
          { path: 'a\u0000b', from: 0, maxBytes: 1 },
          { path: '/x', from: -1, maxBytes: 1 },
        ],
        beginnings: [
          { paths: '/x', maxBytes: 1 },
          { paths: ['a\u0000b'], maxBytes: 1 },
          { paths: ['/x', '/x'], maxBytes: 16 << 20 },
        ],
        list: [{ folders: '/' }],
        follow: [{ path: '/x' }],
      };
      for (const [op, all] of Object.entries(wrong)) {
        for (const args of all) {
          await send(JSON.stringify({ id: 6, op, args }));
          expect(await next(), `${op} ${JSON.stringify(args)}`).toMatchObject({
            id: 6,
            error: { code: 'badRequest' },
          });
        }
      }
      // A lone surrogate is a string of JSON, and no path.
      await send('{"id":7,"op":"read","args":{"path":"/\\ud800","from":0,"maxBytes":1}}');
      expect(await next()).toHaveProperty('error');
      await send('{"id":8,"op":"facts"}');
      expect(await next()).toMatchObject({ id: 8, ok: { os: 'Linux' } });
      program.end();
      expect(await program.ended).toEqual({ code: 0, signal: null });
    });

    it('that are too long are skipped', async () => {
      const { program, send, next } = await raw();
      const part = Buffer.alloc(1 << 20, 'x');
      for (let count = 0; count < 17; count += 1) await program.write(part);
      await send('');
      expect(await next()).toMatchObject({ id: null, error: { code: 'badRequest' } });
      await send('{"id":1,"op":"ports","args":{"ports":[1]}}');
      expect(await next()).toMatchObject({ id: 1, ok: {} });
      program.end();
      await program.ended;
    });

    it('ask for more than can be had at once, and it goes on with all that it had', async () => {
      const { program, send, next } = await raw('sh', '-c', 'ulimit -n 40; exec "$@"', 'sh');
      const open = async (id: number) => {
        const argv = ['sh', '-c', 'sleep 0.3; ls /proc/$PPID/fd | wc -l'];
        const args = { command: { argv, env: {} }, secrets: {}, timeoutMs: 9_000, maxOutputBytes: 99 };
        await send(JSON.stringify({ id, op: 'run', args }));
        return ((await next()).ok as { stdout: string }).stdout;
      };
      const before = await open(1);
      const command = { argv: ['sleep', '0.5'], env: {} };
      const args = { command, secrets: {}, timeoutMs: 9_000, maxOutputBytes: 1 };
      for (let id = 100; id < 120; id += 1) await send(JSON.stringify({ id, op: 'run', args }));
      const answers = [];
      for (let id = 100; id < 120; id += 1) answers.push(await next());
      expect(answers.some(({ ok }) => ok !== undefined)).toBe(true);
      expect(answers.some(({ error }) => error !== undefined)).toBe(true);
      expect(await open(2)).toBe(before);
      program.end();
      await program.ended;
    });

    it('may allow years', async () => {
      const { program, send, next } = await raw();
      const args = { command: shell('sleep 0.3; echo on'), secrets: {}, timeoutMs: 1e13, maxOutputBytes: 9 };
      await send(JSON.stringify({ id: 1, op: 'run', args }));
      expect(await next()).toMatchObject({ id: 1, ok: { stdout: 'on\n' } });
      program.end();
      await program.ended;
    });

    it('cancel a request, and do nothing to one that is over', async () => {
      const { program, send, next } = await raw();
      await send('{"id":1,"op":"follow","args":{"path":"/no/such","offset":0}}');
      await send('{"id":1,"op":"facts"}');
      expect(await next()).toMatchObject({ id: 1, error: { code: 'badRequest' } });
      await send('{"id":1,"cancel":true}');
      expect(await next()).toMatchObject({ id: 1, error: { code: 'cancelled' } });
      await send('{"id":1,"cancel":true}');
      await send('{"id":1,"ack":5}');
      await send('{"id":2,"op":"ports","args":{"ports":[]}}');
      expect(await next()).toEqual({ id: 2, ok: { ports: [] } });
      program.end();
      await program.ended;
    });
  });
}
