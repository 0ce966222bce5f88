import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ClusterView } from '../../../server/src/protocol';
import { planCluster } from './plan';
import { assignPorts } from './ports';
import { isSecretName, renderScript } from './script';
import { comment, quote } from './shell';

const folder = mkdtempSync(join(tmpdir(), 'script-'));
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const nasty = [
  '',
  ' ',
  "it's",
  '"double"',
  '$HOME',
  '`id`',
  '$(id)',
  'a\\b',
  'two\nlines\n',
  '*',
  '~',
  '-n',
  ';&|<>()#!{}[]',
  'é中😀',
  '\t',
  "''",
  '\\',
];

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('quote', () => {
  it('gives back every word through a real sh', () => {
    const script = `printf '%s\\0' ${nasty.map(quote).join(' ')}`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(nasty);
  });

  it('leaves plain words as they are', () => {
    expect(quote('--port=6379')).toBe('--port=6379');
    expect(quote('/home/u/venv/bin/python')).toBe('/home/u/venv/bin/python');
  });
});

it('keeps a newline in a comment from beginning a command', () => {
  expect(comment('a\nrm -rf /\r\nb')).toBe('# a\n# rm -rf /\n# b');
});

it.each([
  ['HF_TOKEN', true],
  ['MODELSCOPE_API_TOKEN', true],
  ['WANDB_API_KEY', true],
  ['AWS_SECRET_ACCESS_KEY', true],
  ['TOKENIZERS_PARALLELISM', false],
  ['TWINKLE_TRUST_REMOTE_CODE', false],
  ['KEYBOARD', false],
])('%s tells that it holds a secret: %s', (name, expected) => {
  expect(isSecretName(name)).toBe(expected);
});

/** A program that writes down argv and environment, in place of Python; a folder with all that needs quoting. */
const place = join(folder, "it's a $place\\");
const python = join(place, 'python');
mkdirSync(place);
writeFileSync(
  python,
  `#!/bin/sh\nfor word do printf '%s\\0' "$word"; done >>"$OUT"\nprintf 'end\\0' >>"$OUT"\nenv -0 >>"$OUT.env"\npwd >>"$OUT.pwd"\necho said\n`,
);
chmodSync(python, 0o700);

const view: ClusterView = {
  uri: 'file:///x',
  name: 'lab\nrm -rf /',
  python,
  ray: { port: 6379, dashboardPort: 8265, auth: 'token' },
  env: Object.fromEntries(nasty.map((value, index) => [`V${index}`, value])),
  nodes: [
    { name: "he'ad", host: 'local', gpus: [0, 1], env: { HF_TOKEN: 'hf_real' }, range },
    { name: 'cpu only', host: 'local', gpus: [], env: {}, range },
  ],
  errors: 0,
};
const plan = planCluster(view, {
  clusterFile: join(place, 'twinkle_cluster.yaml'),
  home: '/h',
  machine: 'm',
  logFolder: join(folder, 'lo gs'),
  ports: assignPorts(view, new Set()),
});
const script = renderScript(plan);
const path = join(folder, 'start.sh');
writeFileSync(path, script);

describe('renderScript', () => {
  it('is what sh can read', () => {
    expect(spawnSync('sh', ['-n', path], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('holds no secret', () => {
    expect(script).not.toContain('hf_real');
    expect(script).toContain('RAY_AUTH_TOKEN_FILE');
  });

  it('asks for the token and for what the file keeps', () => {
    const run = spawnSync('sh', [path], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain('RAY_AUTH_TOKEN_FILE: path of a file that holds the token');
  });

  it('runs the very commands of the plan', () => {
    const out = join(folder, 'out');
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 't0ken\n', { mode: 0o600 });
    const run = spawnSync('sh', [path], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        OUT: out,
        RAY_AUTH_TOKEN_FILE: tokenFile,
        HF_TOKEN: 'hf_real',
        RAY_ADDRESS: 'elsewhere:1',
      },
    });
    expect(run).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const words = readFileSync(out, 'utf8').split('\0');
    expect(words).toEqual([...plan.steps.flatMap(({ command }) => [...command.argv.slice(1), 'end']), '']);
    const variables = readFileSync(`${out}.env`, 'utf8').split('\0');
    for (const { command, logFile } of plan.steps) {
      expect(variables).toEqual(
        expect.arrayContaining(Object.entries(command.env).map(([name, value]) => `${name}=${value}`)),
      );
      expect(readFileSync(logFile, 'utf8')).toBe('said\n');
    }
    expect(variables.filter(line => line === 'RAY_AUTH_TOKEN=t0ken')).toHaveLength(2);
    expect(variables.filter(line => line.startsWith('RAY_ADDRESS='))).toEqual([]);
    expect(readFileSync(`${out}.pwd`, 'utf8')).toBe(`${place}\n${place}\n`);
  });

  it('keeps the token off every argv', () => {
    expect(script).not.toMatch(/env .*RAY_AUTH_TOKEN=/s);
  });
});
