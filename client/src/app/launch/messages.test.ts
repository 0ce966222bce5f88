import { describe, expect, it } from 'vitest';
import { plain, text } from '../../core/text/text';
import { LaunchFailed, problemOf, refused } from './messages';

const logFile = '/state/launcher.log';
const end = { gone: false, code: 1, signal: null } as const;

describe('failure', () => {
  it('ends the message of the cause before the sentence that follows it', () => {
    const say = (message: string) => {
      const cause = { message, application: 'processor', raw: message };
      return new LaunchFailed(problemOf({ ran: false, cause, end, logFile })).message;
    };
    const whole = `The whole log is in ${logFile}.`;
    expect(say('AssertionError: required nodes: 1')).toBe(
      `Launching processor failed. AssertionError: required nodes: 1. ${whole}`,
    );
    expect(say('ValueError: Not this one.')).toBe(
      `Launching processor failed. ValueError: Not this one. ${whole}`,
    );
  });

  it('keeps what it is made of, so that each part can be translated', () => {
    const cause = { message: 'x', raw: 'x' };
    const { what } = new LaunchFailed(problemOf({ ran: true, cause, end, logFile }));
    expect(what.args[0]).toEqual(text('The server has ended.'));
  });
});

it.each([
  [end, 'exited with code 1'],
  [{ gone: false, code: null, signal: 'SIGTERM' }, 'was ended by SIGTERM'],
  [
    { gone: false, code: null, signal: 'SIGKILL' },
    'was ended by SIGKILL, as when the machine runs out of memory',
  ],
  [{ gone: true }, 'exited for an unknown reason'],
] as const)('says how a launcher without a known cause has ended: %j', (how, words) => {
  const { remedy } = problemOf({ ran: true, cause: undefined, end: how, logFile });
  expect(remedy && plain(remedy)).toBe(`Its launcher ${words}. See its log: ${logFile}`);
});

it.each([
  [{ status: 'STOPPED' }, 'The Ray Job twinkle-1 was stopped.'],
  [{ status: 'SUCCEEDED', exitCode: 0 }, 'The Ray Job twinkle-1 has ended without an error.'],
  [{ status: 'FAILED', errorType: 'JOB_SUPERVISOR_ACTOR_DIED' }, 'The Ray Job twinkle-1 failed.'],
] as const)('says how a job has ended that Ray has ended: %j', (job, words) => {
  const how = { gone: false, code: null, signal: null, job } as const;
  const { remedy } = problemOf({ ran: true, cause: undefined, end: how, logFile, jobId: 'twinkle-1' });
  expect(remedy && plain(remedy)).toBe(`${words} See its log: ${logFile}`);
});

it('says how the driver of a job has ended', () => {
  const how = { ...end, job: { status: 'FAILED', exitCode: 1 } } as const;
  const { remedy } = problemOf({ ran: true, cause: undefined, end: how, logFile, jobId: 'twinkle-1' });
  expect(remedy && plain(remedy)).toBe(`Its launcher exited with code 1. See its log: ${logFile}`);
});

describe('LaunchFailed', () => {
  const cause = { message: 'TypeError: x', application: 'model', raw: 'TypeError: x' };
  const failed = new LaunchFailed(problemOf({ ran: false, cause, end, logFile }));

  it('opens the log at the exception', () => {
    expect(failed.actions).toEqual([{ kind: 'showServerLog', at: 'TypeError: x' }, { kind: 'copyReport' }]);
  });

  it('leads to the value first, and says in words what is wrong with it', () => {
    const place = {
      file: 'file:///w/server_config.yaml',
      at: ['applications', 0, 'name'],
      words: 'Unknown key.',
    };
    const { message, actions } = failed.at(place);
    expect(message).toBe(
      `Launching model failed. TypeError: x. Unknown key. The whole log is in ${logFile}.`,
    );
    expect(actions).toEqual([{ kind: 'showProblem', file: place.file, at: place.at }, ...failed.actions]);
  });
});

const files = { configFile: '/w/server_config.yaml', clusterFile: '/w/twinkle_cluster.yaml' };

it('keeps the title and the detail of a check that forbids the launch, for their translation', () => {
  const [title, detail] = [text('Port'), text('It is taken by {0}.', 'nginx')];
  const { what, message } = refused({ id: 'http-port', title, outcome: 'failed', detail }, files);
  expect(what.args).toEqual([title, detail]);
  expect(message).toBe('Port: It is taken by nginx.');
});

it.each([
  ['http-port', [{ kind: 'openConfigFile', file: files.configFile, at: ['http_options', 'port'] }]],
  ['check-config', [{ kind: 'showProblems', file: files.configFile }]],
  ['interpreter', [{ kind: 'selectInterpreter' }, { kind: 'stopCluster', file: files.clusterFile }]],
  ['cluster', [{ kind: 'stopCluster', file: files.clusterFile }]],
] as const)('leads to what fixes the check %s', (id, actions) => {
  expect(refused({ id, title: text('x'), outcome: 'failed' }, files).actions).toEqual(actions);
});

it('leads to what the check itself knows better', () => {
  const actions = [{ kind: 'setRayToken' }] as const;
  const check = { id: 'cluster', title: text('x'), outcome: 'failed', actions } as const;
  expect(refused(check, files).actions).toEqual(actions);
});
