/** Which interpreter runs the keeper, and what is said where none does. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { text, UserError } from '../../core/text/text';
import { LocalMachine } from '../localMachine';
import { KeeperClient } from './client';

const folder = mkdtempSync(join(tmpdir(), 'link-'));
const clients: KeeperClient[] = [];
const { signal } = new AbortController();

afterAll(() => {
  for (const client of clients) client.dispose();
  rmSync(folder, { recursive: true });
});

/** An interpreter that is none. */
function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** @param path of the programs; the default has a Python */
function client(pythons: readonly string[], path = process.env['PATH']): KeeperClient {
  const env = { ...process.env, PATH: path, TWINKLE_STATE_HOME: join(folder, 'state'), VSCODE_PID: '1' };
  const made = new KeeperClient(new LocalMachine({ env }), {
    secret: () => Promise.resolve(undefined),
    pythons: () => Promise.resolve(pythons),
  });
  clients.push(made);
  return made;
}

const old = () => script('old', `cat >/dev/null & echo '{"hello":{"protocol":0,"python":"3.6.15"}}'`);

it('takes the first interpreter that can run it', async () => {
  const broken = script('broken', 'echo "no module named keeper" >&2; exit 1');
  const talks = script('talks', 'echo hello; exec cat >/dev/null');
  const found = await client([
    `${broken}/bin/python`,
    '/no/such/python',
    old(),
    broken,
    talks,
    'python3',
  ]).facts({}, signal);
  expect(found.executable).toMatch(/python/);
});

it('says what was tried where there is none, and tries again when it is asked again', async () => {
  const bin = mkdtempSync(join(folder, 'bin-'));
  // Without /usr/bin/python3 this machine would have one all the same.
  const none = new KeeperClient(
    {
      name: 'far',
      run: argv => Promise.reject(new UserError(text('{0} is not there', argv[0]))),
      dial: () => Promise.reject(new Error()),
      listen: () => Promise.reject(new Error()),
    },
    { secret: () => Promise.resolve(undefined), pythons: () => Promise.resolve([`${bin}/mine`]) },
  );
  for (let times = 0; times < 2; times += 1) {
    const error: unknown = await none.facts({}, signal).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ actions: [{ kind: 'selectInterpreter' }] });
    expect((error as Error).message).toContain('No Python 3.8 or later was found (far).');
    for (const tried of [`${bin}/mine`, 'python3', '/usr/bin/python3', 'python'])
      expect((error as Error).message).toContain(`${tried} is not there`);
  }
});

it('goes on to the next one where an interpreter closes its output and lives on', async () => {
  const shut = script('shut', 'cat >/dev/null & exec >&-; exec sleep 60');
  const made = client([shut, 'python3']);
  expect((await made.facts({}, signal)).executable).toMatch(/python/);
});

it('refuses what no keeper would read, and answers the others', async () => {
  const made = client([]);
  const options = { signal, timeoutMs: 5_000 };
  const other = made.run({ argv: ['sh', '-c', 'sleep 0.5; echo here'], env: {} }, options);
  const large = { ...options, stdin: 'x'.repeat(17 << 20) };
  await expect(made.run({ argv: ['true'], env: {} }, large)).rejects.toThrow('too long');
  expect((await other).stdout).toBe('here\n');
});

it('may allow years', async () => {
  const run = client([]).run(
    { argv: ['sh', '-c', 'sleep 0.3; echo on'], env: {} },
    { signal, timeoutMs: 1e13 },
  );
  expect((await run).stdout).toBe('on\n');
});

it('says that an interpreter is too old', async () => {
  const only = old();
  const made = new KeeperClient(
    {
      name: 'far',
      run: (argv, each) =>
        argv[0] === only
          ? new LocalMachine().run([only, ...argv.slice(1)], each)
          : Promise.reject(new UserError(text('not there'))),
      dial: () => Promise.reject(new Error()),
      listen: () => Promise.reject(new Error()),
    },
    { secret: () => Promise.resolve(undefined), pythons: () => Promise.resolve([only]) },
  );
  await expect(made.facts({}, signal)).rejects.toThrow(`${only}: it is Python 3.6.15`);
});

it('starts one keeper for all who ask at once, and who stops waiting does not end it', async () => {
  const made = client([]);
  const controller = new AbortController();
  const first = made.facts({}, controller.signal);
  const second = made.facts({}, signal);
  controller.abort(new Error('enough'));
  await expect(first).rejects.toThrow('enough');
  expect((await second).os).toBe('Linux');
});

it('refuses what is asked after the end', async () => {
  const made = client([]);
  const waiting = made.facts({}, signal);
  made.dispose();
  await expect(waiting).rejects.toThrow('closing');
  await expect(made.facts({}, signal)).rejects.toThrow('closing');
});

it('passes no variables of the editor, and none that names a record', async () => {
  const env = {
    PATH: process.env['PATH'],
    HOME: '/h',
    VSCODE_PID: '1',
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: '--x',
    TWINKLE_PROCESS_RECORD: 'other',
    PYTHONHOME: '/nowhere',
    KEPT: 'yes',
  };
  const of = (more: Record<string, string>) => {
    const made = new KeeperClient(new LocalMachine({ env: { ...env, ...more } }), {
      secret: () => Promise.resolve(undefined),
      pythons: () => Promise.resolve(['/usr/bin/python3']),
    });
    clients.push(made);
    return made;
  };
  const command = { argv: ['env'], env: {} } as const;
  const { stdout } = await of({}).run(command, { signal, timeoutMs: 10_000 });
  // Exactly what it was given: Python adds a variable of its own in some locales.
  expect(stdout.trim().split('\n').toSorted()).toEqual(
    [`PATH=${env.PATH ?? ''}`, 'HOME=/h', 'KEPT=yes', 'PYTHONHOME=/nowhere'].toSorted(),
  );
  expect((await of({}).facts({}, signal)).state).toBe('/h/.local/state/twinkle');
  expect((await of({ XDG_STATE_HOME: '/s' }).facts({}, signal)).state).toBe('/s/twinkle');
  expect((await of({ XDG_STATE_HOME: '/s', TWINKLE_STATE_HOME: '/t' }).facts({}, signal)).state).toBe('/t');
});

it('tries again where the machine cannot be reached, and then says so', async () => {
  let tries = 0;
  const local = new LocalMachine({ env: { ...process.env, TWINKLE_STATE_HOME: join(folder, 'state') } });
  const flaky = (failures: number) => {
    const made = new KeeperClient(
      {
        name: 'far',
        run: (argv, each) => {
          tries += 1;
          return tries > failures ? local.run(argv, each) : Promise.reject(new Error('no route'));
        },
        dial: () => Promise.reject(new Error()),
        listen: () => Promise.reject(new Error()),
      },
      { secret: () => Promise.resolve(undefined) },
    );
    clients.push(made);
    return made;
  };
  const exit = await flaky(2).run({ argv: ['echo', 'on'], env: {} }, { signal, timeoutMs: 5_000 });
  expect([exit.stdout, tries]).toEqual(['on\n', 3]);
  tries = 0;
  await expect(flaky(99).facts({}, signal)).rejects.toThrow(
    'The connection to the machine was lost (far): no route',
  );
  expect(tries).toBe(6);
});
