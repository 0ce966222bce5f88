import { expect, it } from 'vitest';
import { plain, text } from '../text/text';
import {
  clusterStopQuestion,
  knownErrorsQuestion,
  serverStopQuestion,
  warningsQuestion,
  type Question,
} from './question';

const words = ({ ask, details }: Question) => [ask, ...details].map(plain);
const errors = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ line: index + 2, message: `wrong ${index}\nand why` }));

it('names the first errors with their lines, and counts the rest', () => {
  expect(words(knownErrorsQuestion('/a/server_config.yaml', { errors: errors(5), warnings: 1 }))).toEqual([
    'server_config.yaml has 5 errors. Launch the server anyway?',
    'server_config.yaml:2: wrong 0',
    'server_config.yaml:3: wrong 1',
    'server_config.yaml:4: wrong 2',
    '… and 2 more',
    'The server would fail or give wrong results.',
  ]);
  expect(words(knownErrorsQuestion('/a/b.yaml', { errors: errors(1), warnings: 0 }))).toEqual([
    'b.yaml has 1 error. Launch the server anyway?',
    'b.yaml:2: wrong 0',
    'The server would fail or give wrong results.',
  ]);
});

it('says what a check warns of in one line each', () => {
  const warning = { id: 'http-port', title: text('HTTP port'), outcome: 'warning' } as const;
  const first = { ...warning, detail: text('It is used.'), remedy: text('Free it.') };
  expect(words(warningsQuestion([first, warning]))).toEqual([
    '2 checks show a warning. Launch the server anyway?',
    'HTTP port — It is used. — Free it.',
    'HTTP port',
  ]);
});

it('asks before a stop of the cluster about what ends with it', () => {
  const asks = (state: 'running' | 'failed' | 'stopped', left: string[], applications: string[]) =>
    clusterStopQuestion({ state, left }, applications);
  expect(asks('stopped', [], [])).toBeUndefined();
  const left = asks('failed', ['model'], ['model', 'llm']);
  expect(left && words(left)).toEqual([
    'Stop the Ray cluster? Applications still run on it.',
    'They end with the cluster: model, llm',
  ]);
  const server = asks('running', [], ['model']);
  expect(server && words(server)).toEqual([
    'Stop the Ray cluster? A Twinkle server runs on it.',
    'Both are stopped: first the server, so that its applications end in order, then the cluster.',
  ]);
  expect(server?.yes.template).toBe('Stop Both');
});

it('asks before a stop of a server that works, and of what runs on without one', () => {
  const one = { name: 'server', phase: 'running' } as const;
  const asks = (state: 'running' | 'launching' | 'failed', applications = [one], left: string[] = []) => {
    const question = serverStopQuestion({ state, applications, left });
    return question === undefined ? undefined : plain(question);
  };
  expect(asks('running')).toBe('Stop the Twinkle server? It serves 1 application.');
  expect(asks('running', [one, one])).toBe('Stop the Twinkle server? It serves 2 applications.');
  expect(asks('failed', [], ['model'])).toBe('Stop the applications that still run: model?');
  expect(asks('failed')).toBeUndefined();
  expect(asks('launching')).toBeUndefined();
});
