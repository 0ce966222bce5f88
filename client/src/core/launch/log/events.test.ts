import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../../../../test/support/cpuTime';
import { advance, launchEvents, withServe } from './events';
import type { ApplicationProgress } from '../view';

function log(name: string): string[] {
  return readFileSync(
    new URL(`../../../../../test/fixtures/launch/${name}.log`, import.meta.url),
    'utf8',
  ).split('\n');
}

const waiting = (...names: string[]): readonly ApplicationProgress[] =>
  names.map(name => ({ name, phase: 'waiting' as const }));

describe('events of a real launch', () => {
  const events = log('four-applications').flatMap(launchEvents);

  it('come in the order of deployment', () => {
    const own = events.filter(event =>
      ['starting', 'deployed', 'all-started', 'serve-started'].includes(event.kind),
    );
    expect(
      own.map(event => ('application' in event ? `${event.kind} ${event.application}` : event.kind)),
    ).toEqual([
      'serve-started',
      'starting server',
      'deployed server',
      'starting mock-model',
      'deployed mock-model',
      'starting mock-sampler',
      'deployed mock-sampler',
      'starting processor',
      'deployed processor',
      'all-started',
    ]);
    expect(events.flatMap(event => (event.kind === 'endpoint' ? [event.url] : []))).toEqual([
      'http://127.0.0.1:27800/api/v1',
      'http://127.0.0.1:27800/api/v1/model/mock-model',
      'http://127.0.0.1:27800/api/v1/sampler/mock-model',
      'http://127.0.0.1:27800/api/v1/processor',
    ]);
    expect(events.at(-1)?.kind).toBe('stopped');
  });

  it('take a model through its phases, one after another', () => {
    let applications = waiting('server', 'mock-model');
    const phases = new Set<string>();
    for (const event of events) {
      applications = advance(applications, event);
      phases.add(applications[1]?.phase ?? '');
    }
    expect([...phases]).toEqual(['waiting', 'scheduling', 'placing', 'loading', 'running']);
    expect(applications[1]?.routePrefix).toBe('/api/v1/model/mock-model');
  });

  it('leave an application before its end when its replica fails', () => {
    const applications = log('unknown-device-group-key')
      .flatMap(launchEvents)
      .reduce(advance, waiting('server', 'mock-model', 'processor'));
    expect(applications.map(each => each.phase)).toEqual(['running', 'scheduling', 'waiting']);
    // Three raylets have written each line three times.
    expect(applications[1]?.failedReplicas).toEqual(['xt2fde16', '4lsf6xyo', 'z28piknz']);
    expect(applications[1]?.replicas).toBe(1);
    expect(applications[0]?.failedReplicas).toBeUndefined();
  });

  it('do not let the gateway wait for placement groups', () => {
    const line = (deployment: string) => `(ServeReplica:a:${deployment} pid=1) x`;
    const phaseOf = (deployment: string) =>
      launchEvents(line(deployment)).reduce(advance, waiting('a'))[0]?.phase;
    expect(phaseOf('GatewayServer')).toBe('opening');
    expect(phaseOf('ModelManagement')).toBe('placing');
  });
});

describe('launchEvents', () => {
  it('sees a line of the launcher that is glued to another one', () => {
    const glued =
      '(ProxyActor pid=1) INFO proxy -- Got updated endpoints: {}.[2026-11-24 00:10:41][INFO:twinkle] Deployed a b at /api/v1';
    expect(launchEvents(glued)).toEqual([{ kind: 'deployed', application: 'a b', routePrefix: '/api/v1' }]);
    const both =
      '[2026-11-24 00:10:41][INFO:twinkle] Deployed a at /a[2026-11-24 00:10:41][INFO:twinkle] Starting b at /b...';
    expect(launchEvents(both).map(event => event.kind)).toEqual(['deployed', 'starting']);
  });
});

describe('a line of any text', () => {
  it.each([
    ['] Starting a b at /x at /y... at /z', { application: 'a b at /x', routePrefix: '/y' }],
    ['] Starting a at /a.b....', { application: 'a', routePrefix: '/a.b' }],
    ['] Starting at /... at /b...', { application: 'at /...', routePrefix: '/b' }],
    ['] Starting a at b...', { application: 'a', routePrefix: 'b' }],
    ['] Starting  at /b...', undefined],
    ['] Starting a at /b', undefined],
    ['] Starting a...', undefined],
  ])('%s', (text, expected) => {
    const found = launchEvents(`[2026-11-24 00:10:41][INFO:twinkle${text}`);
    expect(found).toEqual(expected === undefined ? [] : [{ kind: 'starting', ...expected }]);
  });

  // A quadratic pattern takes sixteen times as long for four times the text.
  it.each([
    ['marks of the launcher', '][INFO:twinkle] ', '\u2028'],
    ['routes without an end', ' at /', '', '][INFO:twinkle] Starting x'],
    ['deployed routes', ' at /', '', '][INFO:twinkle] Deployed x'],
    ['stamps', '[2026-11-24 00:10:41][', '\u2028'],
    ['failures of replicas', " Exception in Replica(id='", '', '(ServeController pid=1) '],
  ])('takes time in step with its length: %s', (_, piece, end, start = '') => {
    const time = (length: number) => {
      const line = start + piece.repeat(Math.ceil(length / piece.length)) + end;
      return Math.min(...[1, 2, 3].map(() => cpuTime(() => launchEvents(line))));
    };
    time(10_000);
    expect(time(256_000)).toBeLessThan(Math.max(8 * time(64_000), 20));
  });
});

describe('withServe', () => {
  it('believes Ray Serve more than the log', () => {
    const state = (name: string, status: string) => ({ name, status, deployments: [] });
    const applications = withServe(waiting('a', 'b', 'c'), [
      state('a', 'RUNNING'),
      state('b', 'DEPLOY_FAILED'),
    ]);
    expect(applications.map(each => each.phase)).toEqual(['running', 'failed', 'waiting']);
  });
});

describe('replicas that die by themselves', () => {
  const line = (words: string) =>
    `(ServeController pid=7) WARNING 2026-11-29 22:00:00,000 controller 7 -- ${words}`;
  const replica = (id: string) => `Replica(id='${id}', deployment='ModelManagement', app='one')`;
  const after = (...lines: string[]) =>
    lines.flatMap(each => launchEvents(line(each))).reduce(advance, waiting('one'))[0];

  it('have crashed where they ran, each once, and have failed where they were not up yet', () => {
    const crash = `Actor for ${replica('a')} crashed, marking it unhealthy immediately.`;
    expect(after(crash, crash, crash.replace("'a'", "'b'"))).toEqual({
      name: 'one',
      phase: 'waiting',
      crashedReplicas: ['a', 'b'],
    });
    expect(after(`Exception when allocating ${replica('a')}:`)).toMatchObject({ failedReplicas: ['a'] });
    expect(after(`Actor for ${replica('a')} is fine.`)).toEqual({ name: 'one', phase: 'waiting' });
  });
});
