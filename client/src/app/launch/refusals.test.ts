/** What a launch or a stop that is refused asks and leaves as it was. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { headId, removeRecord } from '../../../../test/support/keeper';
import type { Question } from '../../core/launch/question';
import { defaultOptions } from '../../core/launch/options/options';
import { plain } from '../../core/text/text';
import {
  folder,
  fresh,
  open,
  request,
  running,
  runningLog,
  signal,
} from '../../../../test/support/launchLab';

it('asks about errors that the editor has found before the slow checks, and once', async () => {
  const asked: Question[] = [];
  let yes = false;
  const session = open({
    findings: () => Promise.resolve({ errors: [{ line: 7, message: 'no such key' }], warnings: 2 }),
    confirm: question => {
      expect(session.view.checks).toEqual([]);
      asked.push(question);
      return Promise.resolve(yes);
    },
  });
  await expect(running(session)).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked.map(({ ask }) => plain(ask))).toEqual([
    'server_config.yaml has 1 error. Launch the server anyway?',
  ]);
  expect(asked[0]?.problemsOf).toBe(join(folder, 'server_config.yaml'));
  expect(session.view).toEqual(fresh);
  yes = true;
  await running(session);
  expect(asked).toHaveLength(2);
  expect(session.view.checks[0]).toMatchObject({ id: 'findings', outcome: 'warning' });
});

it('does not ask again about errors that were accepted before the cluster was started', async () => {
  const session = open({
    findings: () => Promise.resolve({ errors: [{ line: 7, message: 'no such key' }], warnings: 0 }),
    confirm: () => Promise.resolve(true),
  });
  const findings = await session.askFindings(request('').configFile, signal());
  const other = open();
  await other.launch({ ...request('', { LOG: runningLog() }), findings }, signal());
  expect(other.view.checks[0]).toEqual(findings);
});

it('changes neither view nor log where a launch or a stop is refused', async () => {
  const session = open();
  const states: string[] = [];
  let logs = 0;
  session.onNewLog(() => (logs += 1));
  session.onDidChange(({ state }) => states.push(state));
  expect(await session.stop(signal())).toBe(false);
  expect(states).toEqual([]);
  await running(session);
  const before = session.view;
  const other = open();
  other.onNewLog(() => (logs += 1));
  await expect(running(session)).rejects.toThrow('already has a server');
  await expect(running(other)).rejects.toThrow('already has a server');
  expect(session.view).toBe(before);
  expect(other.view).toEqual(fresh);
  expect(logs).toBe(1);
  expect(await session.stop(signal())).toBe(true);
  expect(states.at(-1)).toBe('stopped');
});

it('keeps the log of the launch before while a launch is checked, and where it is refused', async () => {
  const session = open();
  await running(session);
  await session.stop(signal());
  const { logFile } = session.view;
  expect(logFile).toBeDefined();
  const files = new Set<string | undefined>();
  session.onDidChange(view => files.add(view.logFile));
  removeRecord(folder, headId);
  await expect(running(session)).rejects.toThrow('no Ray cluster');
  expect([...files]).toEqual([logFile]);
});

it('refuses a script that is not there, and offers another way', async () => {
  const session = open();
  const script = join(folder, 'none.py');
  const options = { ...defaultOptions, way: 'script', script } as const;
  await expect(session.launch({ ...request(''), options }, signal())).rejects.toMatchObject({
    message: `Launch command: There is no file ${script}. Choose another way to launch.`,
    actions: [{ kind: 'launchWith' }],
  });
  expect(session.view.state).toBe('stopped');
});
