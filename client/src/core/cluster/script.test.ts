import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ClusterView } from '../../../../server/src/protocol';
import { planCluster } from './plan';
import { assignPorts } from './ports';
import { renderScript } from './script';
import { comment, quote } from '../format/shell';

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

/** A program that writes down argv and environment, in place of Python; a folder with all that needs quoting. */
const place = join(folder, "it's a $place\\");
const python = join(place, 'python');
mkdirSync(place);
writeFileSync(
  python,
  `#!/bin/sh\nfor word do printf '%s\\0' "$word"; done >>"$OUT"\nprintf 'end\\0' >>"$OUT"\nenv -0 >>"$OUT.env"\npwd >>"$OUT.pwd"\necho said\n`,
);
chmodSync(python, 0o700);

const secrets = {
  HF_TOKEN: 'hf_real',
  REDIS_URL: 'redis://:pw_real@h:6379/0',
  WANDB_KEY: 'wandb_real',
  DB_PASS: 'pass_real',
  GITHUB_PAT: 'pat_real',
  'x-api-key': 'header_real',
};
/** Not secret, though they look alike. */
const plainVariables = {
  MAX_TOKENS: '2048',
  TOKENIZERS_PARALLELISM: 'false',
  KEYBOARD: 'us',
  PASSTHROUGH: 'yes',
  REDIS_HOST: 'redis://h:6379/0',
};

const view: ClusterView = {
  uri: 'file:///x',
  name: 'lab\nrm -rf /',
  python,
  ray: { port: 6379, dashboardPort: 8265, auth: 'token' },
  env: { ...plainVariables, ...Object.fromEntries(nasty.map((value, index) => [`V${index}`, value])) },
  nodes: [
    { name: "he'ad", host: 'local', gpus: [0, 1], env: secrets, range },
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

/** A shell cannot pass on a secret whose name is none of a variable. */
const passedOn = (env: Readonly<Record<string, string>>) =>
  Object.entries(env).filter(([name]) => name !== 'x-api-key');

describe('renderScript', () => {
  it('is what sh can read', () => {
    expect(spawnSync('sh', ['-n', path], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('holds no secret', () => {
    expect(script).not.toMatch(/_real/);
    expect(script).toContain('RAY_AUTH_TOKEN_FILE');
    for (const name of Object.keys(secrets)) expect(script).toContain(name);
  });

  it('shows what only looks like a secret', () => {
    for (const [name, value] of Object.entries(plainVariables)) expect(script).toContain(`${name}=${value}`);
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
        ...secrets,
        RAY_ADDRESS: 'elsewhere:1',
      },
    });
    expect(run).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const words = readFileSync(out, 'utf8').split('\0');
    expect(words).toEqual([...plan.steps.flatMap(({ command }) => [...command.argv.slice(1), 'end']), '']);
    const variables = readFileSync(`${out}.env`, 'utf8').split('\0');
    for (const { id, command, logFile } of plan.steps) {
      // The keeper sets it, and so does the script.
      expect(variables).toContain(`TWINKLE_PROCESS_RECORD=${id}`);
      expect(variables).toEqual(
        expect.arrayContaining(passedOn(command.env).map(([name, value]) => `${name}=${value}`)),
      );
      expect(readFileSync(logFile, 'utf8')).toBe('said\n');
    }
    expect(variables.filter(line => line === 'RAY_AUTH_TOKEN=t0ken')).toHaveLength(2);
    expect(variables.filter(line => line.startsWith('RAY_ADDRESS='))).toEqual([]);
    expect(readFileSync(`${out}.pwd`, 'utf8')).toBe(`${place}\n${place}\n`);
  });

  it('has its comments in the language of who reads it, and a command in none of them', () => {
    const lines = renderScript(plan, ({ template }) => `# ${template}\nrm -rf /`).split('\n');
    const plainLines = script.split('\n');
    expect(lines.filter(line => !line.startsWith('#'))).toEqual(
      plainLines.filter(line => !line.startsWith('#')),
    );
    expect(lines.filter(line => line === '# rm -rf /').length).toBeGreaterThan(plan.steps.length);
  });

  it('keeps the token off every argv', () => {
    expect(script).not.toMatch(/env .*RAY_AUTH_TOKEN=/s);
  });
});
