import { describe, expect, it } from 'vitest';
import type { ApplicationView } from '../../../../server/src/protocol';
import { plain } from '../text/text';
import { errorLine, remedyOf, type Asked } from './remedy';
import { reportLines, summary } from './report';
import { resultOf } from './result';
import { decodeEvents, type StepError } from './steps';
import { baseOf, targetsOf, type TestTarget } from './target';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const application = (
  kind: ApplicationView['kind'],
  name?: string,
  more: Partial<NonNullable<ApplicationView['served']>> = {},
): ApplicationView => ({
  ...(kind === undefined ? {} : { kind }),
  routePrefix: '/',
  range,
  nameRange: range,
  ...(name === undefined ? {} : { served: { name, batch: 1, full: false, answers: true, ...more } }),
});

const one = { batch: 1, full: false, answers: true };
const both: TestTarget = { model: 'm', train: { ...one, batch: 2 }, sample: one };
const asked: Asked = {
  model: 'm',
  endpoint: 'http://h:1/api/v1',
  python: '/v/python',
  configFile: '/c.yaml',
};
const record = (value: unknown) => `\u001e${JSON.stringify(value)}\n`;
const exit = (stdout: string, stderr = '') => ({ code: 0, signal: null, stdout, stderr });
const error = (more: Partial<StepError> = {}): StepError => ({
  type: 'BadRequestError',
  message: 'no',
  late: false,
  proxy: false,
  ...more,
});

describe('what a request goes to', () => {
  it('is each model that the gateway reaches, with what its applications do', () => {
    expect(
      targetsOf([
        application('server'),
        application('model', 'a', { batch: 4 }),
        application('sampler', 'b', { batch: 2, answers: false }),
        application('sampler', 'a'),
        application('model', 'full', { full: true }),
        application('model', 'a', { batch: 8 }),
        application('model'),
      ]),
    ).toEqual([
      { model: 'a', train: { batch: 4, full: false, answers: true }, sample: { batch: 1, answers: true } },
      { model: 'b', sample: { batch: 2, answers: false } },
      { model: 'full', train: { batch: 1, full: true, answers: true } },
    ]);
  });

  it.each([
    ['http://localhost:8000/api/v1', 'http://localhost:8000'],
    ['http://[::1]:8000/lab/api/v1/', 'http://[::1]:8000/lab'],
    ['http://localhost:8000/serve', undefined],
    ['http://localhost:8000', undefined],
  ])('at %s has the address %s', (endpoint, base) => {
    expect(baseOf(endpoint)).toBe(base);
  });
});

describe('what the program reports', () => {
  it('is read between the lines of others, and what is no event is left out', () => {
    const output = [
      'INFO: hello\n',
      record({ step: 'client', state: 'begun' }),
      `loading…${record({ step: 'client', state: 'done', ms: 12, version: '0.16.1' })}`,
      record({ step: 'nonsense', state: 'done' }),
      record(null),
      '\u001e{"step": "session", "sta\n',
      '\u001e{"step": "session", "state": "begun"}',
    ].join('');
    expect(decodeEvents(output).slice(0, 2)).toEqual([
      { step: 'client', state: 'begun' },
      { step: 'client', state: 'done', ms: 12, version: '0.16.1' },
    ]);
    expect(decodeEvents('no event')).toEqual([]);
  });

  const done = (step: string) => record({ step, state: 'done', ms: 1500 });
  const failed = (step: string, of: Partial<StepError>) =>
    record({ step, state: 'failed', ms: 20, error: error(of) });

  it('is one sentence with all times where everything works', () => {
    const all = ['client', 'session', 'model', 'train', 'sample', 'cleanup'].map(done).join('');
    expect(summary(resultOf(both, exit(all)), asked).map(plain)).toEqual([
      'The test request to m succeeded in 9.0 s.',
      'Times: Load the client 1.5 s · Open a session 1.5 s · Create a model 1.5 s · Send forward_backward 1.5 s · Sample tokens 1.5 s · Clean up 1.5 s.',
    ]);
  });

  it('says what was skipped, and why', () => {
    const sampled = resultOf(
      { model: 'm', sample: one },
      exit(['client', 'session', 'sample'].map(done).join('')),
    );
    expect(summary(sampled, asked).map(plain).at(-1)).toBe(
      'Skipped: Create a model: no application of the configuration trains m · Send forward_backward: no application of the configuration trains m.',
    );
    const mock = { ...one, answers: false };
    const unanswered = resultOf(
      { model: 'm', train: mock, sample: mock },
      exit(['client', 'session', 'model', 'cleanup'].map(done).join('')),
    );
    expect(unanswered.filter(({ outcome }) => outcome === 'skipped')).toMatchObject(
      Array(2).fill({ why: { template: expect.stringMatching(/^a mock with several ranks/) as unknown } }),
    );
    const untrained = resultOf(
      both,
      exit([done('client'), done('session'), failed('model', {}), done('sample')].join('')),
    );
    expect(reportLines(untrained, asked).map(plain).slice(4)).toEqual([
      '✓    1.50 s  Load the client',
      '✓    1.50 s  Open a session',
      '✗    0.02 s  Create a model: failed',
      '             BadRequestError: no',
      '             The server log has the whole error.',
      '–            Send forward_backward: skipped, there is no model',
      '✓    1.50 s  Sample tokens',
      '–            Clean up: skipped, there is nothing to clean up',
    ]);
    expect(resultOf(both, exit(failed('client', {}))).slice(1, 5)).toMatchObject(
      Array(4).fill({ outcome: 'skipped', why: { template: 'an earlier step failed' } }),
    );
  });

  it('names the step in which the program itself has ended, and its last words', () => {
    const begun = record({ step: 'session', state: 'begun' });
    const cut = resultOf(both, exit(done('client') + begun, 'x\nSegmentation fault\n'));
    expect(cut[1]).toMatchObject({ outcome: 'failed', error: { message: 'Segmentation fault' } });
    const nothing = resultOf(both, { code: 127, signal: null, stdout: '', stderr: '' });
    expect(nothing[0]).toMatchObject({ outcome: 'failed', error: { message: 'exit code 127' } });
  });
});

describe('an error', () => {
  const traceback = `Request failed: Traceback (most recent call last):\n  File "x.py", line 1, in f\n    g()\nRuntimeError: No lora available for tenant t. Max loras: 1\n for self.request_id='r' and expected type self.model_cls=<class 'X'>`;

  it.each([
    [
      error({ type: 'RequestFailedError', message: traceback }),
      'RuntimeError: No lora available for tenant t. Max loras: 1',
    ],
    [
      error({
        type: 'APIConnectionError',
        message: 'Connection error.',
        cause: 'ConnectionRefusedError: [Errno 111]',
      }),
      'APIConnectionError: Connection error. (ConnectionRefusedError: [Errno 111])',
    ],
    [
      error({ message: "Base model 'x' is not supported." }),
      "BadRequestError: Base model 'x' is not supported.",
    ],
    [error({ type: 'KeyError', message: '' }), 'KeyError'],
  ])('is one line', (of, line) => {
    expect(errorLine(of)).toBe(line);
  });

  it.each<[Partial<StepError>, RegExp, readonly string[]]>([
    [{ type: 'APIConnectionError' }, /Nothing answers at http:\/\/h:1/, ['showServerLog']],
    [{ type: 'APIConnectionError', proxy: true }, /NO_PROXY/, ['openClusterFile']],
    [{ late: true, message: 'no answer in 180 s' }, /not over after 180 s/, ['showServerLog']],
    [
      { status: 400, message: "Base model 'm' is not supported. Supported models: x" },
      /Add m to/,
      ['openConfigFile'],
    ],
    [
      { message: 'Batch size 1 must be >= data world size 4' },
      /another device mesh/,
      ['stopServer', 'showServerLog'],
    ],
    [{ message: traceback }, /Others use/, ['openConfigFile', 'showServerLog']],
    [{ message: 'is already held by another training task (x).' }, /one user at a time/, ['showServerLog']],
    [{ status: 404, message: 'Not Found' }, /does not answer/, ['showServerLog']],
    [{ status: 500, message: 'x' }, /server log/, ['showServerLog']],
  ])('%j has a remedy', (of, words, kinds) => {
    const remedy = remedyOf({ step: 'model', outcome: 'failed', ms: 1, error: error(of) }, asked);
    expect(plain(remedy.words)).toMatch(words);
    expect(remedy.actions.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('of a missing client names the command that installs it', () => {
    const of = error({ type: 'ModuleNotFoundError', message: "No module named 'tinker'" });
    expect(plain(remedyOf({ step: 'client', outcome: 'failed', ms: 1, error: of }, asked).words)).toMatch(
      /^Run: \/v\/python -m pip install .*tinker$/,
    );
  });
});
