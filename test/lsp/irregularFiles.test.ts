/** A clone with links to devices, named pipes and sockets under names that checker and server read by themselves. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HoverRequest, WorkspaceSymbolRequest } from 'vscode-languageserver/node';
import { LspClient } from './client';
import { config, ranksLine } from './configs';

const program = join(import.meta.dirname, '../../server/dist/check.js');
/** Far more than is needed, and far less than a hang takes. */
const patience = { timeout: 30_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-irregular-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);
const pipe = (name: string) => execFileSync('mkfifo', [at(name)]);
const clusterOf = (gpus: string) => `cluster_name: lab\nnodes:\n  - name: head\n    gpus: ${gpus}\n`;

function check(args: string[], input = '') {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    ...patience,
  });
  return { status: signal ?? status, stdout, problems: stderr.split('\n').filter(line => line !== '') };
}

/** Under each name that is read by itself, something that is no file; the rest is checked, and the exit code is 2. */
const clones: readonly [string, () => unknown, RegExp][] = [
  [
    'a cluster file that leads to /dev/zero',
    () => {
      symlinkSync('/dev/zero', at('twinkle_cluster.yaml'));
    },
    /^twinkle-check: twinkle_cluster\.yaml: is a link to \/dev\/zero, a device, not a regular file; remove it/,
  ],
  [
    'a cluster file that is a pipe',
    () => pipe('twinkle_cluster.yaml'),
    /twinkle_cluster\.yaml: is a named pipe/,
  ],
  [
    'a cluster file that leads nowhere',
    () => {
      symlinkSync('../elsewhere/twinkle_cluster.yaml', at('twinkle_cluster.yaml'));
    },
    /twinkle_cluster\.yaml: is a link to \.\.\/elsewhere\/twinkle_cluster\.yaml, which does not exist/,
  ],
  [
    'another configuration that is a pipe',
    () => pipe('server_config_2.yaml'),
    /server_config_2\.yaml: is a named/,
  ],
  ['a .gitignore that is a pipe', () => pipe('.gitignore'), /\.gitignore: is a named pipe/],
  [
    'a .gitignore further down that leads to /dev/zero',
    () => {
      mkdirSync(at('sub'));
      symlinkSync('/dev/zero', at('sub/.gitignore'));
    },
    /sub\/\.gitignore: is a link to \/dev\/zero/,
  ],
];

describe('twinkle-check', () => {
  it.each(clones)('ends at %s', (_, make, words) => {
    writeFileSync(at('server_config.yaml'), config);
    make();
    const { status, stdout, problems } = check([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '1 file: no findings\n' });
    expect(problems).toEqual([expect.stringMatching(words)]);
  });

  it('reports a cluster file once, however many configurations it belongs to', () => {
    for (const name of ['server_config.yaml', 'server_config_2.yaml']) writeFileSync(at(name), config);
    symlinkSync('/dev/zero', at('twinkle_cluster.yaml'));
    expect(check(['server_config.yaml', 'server_config_2.yaml'])).toMatchObject({
      stdout: '2 files: no findings\n',
      problems: [expect.stringContaining('/dev/zero')],
    });
  });

  it.each(['twinkle-check.yaml', 'package.json'])('does not begin where %s is no file', name => {
    writeFileSync(at('server_config.yaml'), config);
    pipe(name);
    const { status, stdout, problems } = check([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(problems).toEqual([
      `twinkle-check: ${name}: is a named pipe, not a regular file; remove it, or exclude it`,
    ]);
  });

  it('does not take options that lead nowhere for none', () => {
    writeFileSync(at('server_config.yaml'), config);
    symlinkSync('nowhere.yaml', at('twinkle-check.yaml'));
    expect(check([])).toMatchObject({ status: 2, problems: [expect.stringContaining('does not exist')] });
  });

  it('refuses a socket, and takes a link to a file and a folder with the name of one', async () => {
    mkdirSync(at('server_config.yaml'));
    writeFileSync(at('server_config.yaml/server_config.yaml'), config);
    symlinkSync('server_config.yaml/server_config.yaml', at('server_config_link.yaml'));
    expect(check([])).toEqual({ status: 0, stdout: '2 files: no findings\n', problems: [] });
    const server = createServer();
    await new Promise<void>(resolve => server.listen(at('server_config_socket.yaml'), resolve));
    try {
      expect(check([])).toMatchObject({ status: 2, problems: [expect.stringContaining('is a socket')] });
    } finally {
      server.close();
    }
  });

  it('reads what the shell of its user gives it by name, and of a stream no more than of a file', async () => {
    writeFileSync(at('good.yaml'), config);
    const shell = (line: string) =>
      spawnSync('bash', ['-c', line, 'bash', process.execPath, program], {
        cwd: folder,
        encoding: 'utf8',
        ...patience,
      });
    expect(shell('"$1" "$2" <(cat good.yaml)')).toMatchObject({ status: 0, stderr: '' });
    expect(shell('cat good.yaml | "$1" "$2" /dev/stdin')).toMatchObject({ status: 0, stderr: '' });
    const endless = spawn('bash', ['-c', 'yes | "$1" "$2" -', 'bash', process.execPath, program], patience);
    expect(await text(endless.stderr)).toMatch(/^twinkle-check: -: is larger than 4 MB/);
  });

  it('does not follow a link to its own standard input', () => {
    symlinkSync('/proc/self/fd/0', at('server_config.yaml'));
    expect(check(['server_config.yaml'], config)).toMatchObject({
      status: 2,
      problems: [
        expect.stringMatching(/server_config\.yaml: is a link to \/proc\/self\/fd\/0, a (named pipe|socket)/),
      ],
    });
  });

  it('shows no control character of a name', () => {
    symlinkSync('\u001b[2J', at('server_config.yaml'));
    expect(check([]).problems).toEqual([expect.stringContaining('is a link to \ufffd[2J, which')]);
  });

  it('needs no more memory for many large files than for one', () => {
    writeFileSync(at('large'), `${config}${`# ${'x'.repeat(998)}\n`.repeat(3_800)}nonsense: 1\n`);
    for (let index = 0; index < 120; index += 1) symlinkSync('large', at(`server_config_${index}.yaml`));
    const { status, stdout } = spawnSync(process.execPath, ['--max-old-space-size=200', program], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
    });
    expect(status).toBe(0);
    expect(stdout).toContain('120 files: 120 warnings');
  });
});

describe('the language server', () => {
  let client: LspClient;
  const uri = (name: string) => pathToFileURL(at(name)).href;
  beforeEach(async () => {
    client = await LspClient.start({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'lab' }] });
  });
  afterEach(() => {
    client.kill();
  });

  it.each(clones)('answers on beside %s', async (_, make) => {
    writeFileSync(at('server_config.yaml'), config);
    make();
    await client.open(uri('server_config.yaml'), config);
    expect((await client.version(uri('server_config.yaml'), 1)).brief).toEqual([]);
    const symbols = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'model' });
    expect(symbols?.length).toBeGreaterThan(0);
    const logged = () => client.logged.filter(message => /is a (link|named pipe)/.test(message));
    await expect.poll(logged).toHaveLength(1);
    // Told once, and the text is still answered for.
    await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'model' });
    const position = { line: ranksLine, character: 10 };
    const textDocument = { uri: uri('server_config.yaml') };
    expect(await client.connection.sendRequest(HoverRequest.type, { textDocument, position })).not.toBeNull();
    expect(logged()).toHaveLength(1);
  });

  it('reads a cluster file behind a link', async () => {
    writeFileSync(at('nodes.yaml'), clusterOf('[0]'));
    symlinkSync('nodes.yaml', at('twinkle_cluster.yaml'));
    await client.open(uri('server_config.yaml'), config);
    expect((await client.version(uri('server_config.yaml'), 1)).brief).toEqual([
      `ranks-exceed-cluster@${ranksLine}`,
    ]);
    expect(client.logged).toEqual([]);
  });
});
