/** `twinkle-check` as a process: its arguments, exit codes, JSON and text are a promise. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../server/dist/check.js');

const good = `applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args:
      supported_models: [m]
`;
const bad = `${good}  - name: model
    route_prefix: /models/m
    import_path: model
    args:
      model_id: m
      backend: mock
      device_group: {name: m, ranks: 1, device_type: cuda}
      device_mesh: {dp_size: 1}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-check-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string | Buffer): void {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
}

function run(args: string[], input = '', env: NodeJS.ProcessEnv = process.env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    env,
  });
  return { status, stdout, stderr };
}

interface Json {
  version: number;
  files: { path: string; twinkleVersion: string; findings: Record<string, unknown>[] }[];
}
const json = (args: string[], input?: string) =>
  JSON.parse(run(['--format', 'json', ...args], input).stdout) as Json;

describe('exit codes', () => {
  it('is 0 for a clean file and says so', () => {
    write('server_config.yaml', good);
    expect(run(['server_config.yaml'])).toEqual({ status: 0, stdout: '1 file: no findings\n', stderr: '' });
  });

  it('is 1 for findings from --fail-on on', () => {
    write('a.yaml', bad);
    write('b.yaml', 'ray_namespace: x\n');
    expect(run(['a.yaml']).status).toBe(1);
    expect(run(['b.yaml']).status).toBe(0);
    expect(run(['b.yaml', '--fail-on', 'warning']).status).toBe(1);
    expect(run(['b.yaml', '--fail-on=hint']).status).toBe(1);
    expect(run(['a.yaml', 'b.yaml']).status).toBe(1);
  });

  it('is 2 for wrong usage, with the usage on standard error', () => {
    for (const args of [
      ['--nonsense'],
      ['--format', 'xml'],
      ['--fail-on', 'x'],
      ['--twinkle-version', 'new'],
    ]) {
      const { status, stdout, stderr } = run(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain('Usage: twinkle-check');
    }
  });

  it('is 2 for a file that cannot be read, while the others are still reported', () => {
    write('a.yaml', bad);
    write('folder/server_config.yaml', good);
    const { status, stdout, stderr } = run(['missing.yaml', 'a.yaml', 'folder']);
    expect(status).toBe(2);
    expect(stderr).toBe('twinkle-check: missing.yaml: no such file or folder\n');
    expect(stdout).toContain('a.yaml:8:19 error route-prefix-shape');
    expect(stdout).toContain('2 files: 1 error\n');
  });

  it('is 2 for a path through a file', () => {
    write('a.yaml', good);
    expect(run(['a.yaml/b.yaml'])).toMatchObject({
      status: 2,
      stderr: 'twinkle-check: a.yaml/b.yaml: a part of the path is not a folder\n',
    });
  });

  it('is 2 where there is nothing to check', () => {
    expect(run([])).toMatchObject({ status: 2, stdout: '' });
  });

  it('is 0 for help and version, on standard output', () => {
    expect(run(['--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(run(['--help']).stdout).toContain('Usage: twinkle-check');
    expect(run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('JSON', () => {
  it('has exactly the promised shape', () => {
    write('sub/server_config.yaml', bad);
    expect(json(['sub/server_config.yaml'])).toEqual({
      version: 1,
      files: [
        {
          path: 'sub/server_config.yaml',
          twinkleVersion: '0.5.1',
          findings: [
            {
              code: 'route-prefix-shape',
              severity: 'error',
              stage: 'request',
              message: expect.stringContaining('/models/m') as string,
              range: { start: { line: 7, character: 18 }, end: { line: 7, character: 27 } },
              path: ['applications', 1, 'route_prefix'],
              href: 'https://github.com/twinkle-tools/twinkle-vscode/blob/main/docs/rules/route-prefix-shape.md',
            },
          ],
        },
      ],
    });
  });

  it('counts UTF-16 units, as the editor does', () => {
    write('a.yaml', bad.replace('/models/m', '"/😀" # x'));
    expect(json(['a.yaml']).files[0]?.findings[0]?.['range']).toEqual({
      start: { line: 7, character: 18 },
      end: { line: 7, character: 23 },
    });
  });

  it('tells the version that counts', () => {
    write('a.yaml', good);
    expect(json(['a.yaml', '--twinkle-version', '0.4.0']).files[0]?.twinkleVersion).toBe('0.4.0');
  });

  it('is JSON also where a file is missing', () => {
    expect(json(['missing.yaml'])).toEqual({ version: 1, files: [] });
  });
});

describe('targets', () => {
  it('reads standard input', () => {
    const { files } = json(['-'], bad);
    expect(files).toMatchObject([{ path: '-', findings: [{ code: 'route-prefix-shape' }] }]);
    expect(json(['-'], 'cluster_name: x\nnodes:\n  - name: a\n    gpus: [0]\n').files[0]?.findings).toEqual(
      [],
    );
    expect(json(['-'], '').files).toMatchObject([
      { findings: [{ code: 'no-applications', range: { start: { line: 0 } } }] },
    ]);
  });

  it('searches folders by name, in order, without what is hidden or installed, and ends in a circle of links', () => {
    for (const path of [
      'b/server_config.yml',
      'a/server_config_gpu.yaml',
      'a/twinkle_cluster.yaml',
      'a/other.yaml',
      'node_modules/x/server_config.yaml',
      '.hidden/server_config.yaml',
    ]) {
      write(path, path.includes('cluster') ? 'cluster_name: a\nnodes:\n  - name: n\n    gpus: [0]\n' : good);
    }
    symlinkSync(folder, join(folder, 'b/circle'));
    const paths = ['a/server_config_gpu.yaml', 'a/twinkle_cluster.yaml', 'b/server_config.yml'];
    expect(json([]).files.map(file => file.path)).toEqual(paths);
    expect(json(['.']).files.map(file => file.path)).toEqual(paths);
    expect(json(['b', 'a']).files.map(file => file.path)).toEqual([paths[2], paths[0], paths[1]]);
  });

  it('takes the cluster file from the folder, or from one above in the working folder', () => {
    const config = bad
      .replace('/models/m', '/api/v1/model/m')
      .replace('ranks: 1', 'ranks: 4')
      .replace('backend: mock', 'backend: mock\n      nproc_per_node: 4');
    write('server_config.yaml', config);
    write('deep/down/server_config.yaml', config);
    write('twinkle_cluster.yaml', 'cluster_name: a\nnodes:\n  - name: n\n    gpus: [0]\n');
    for (const { findings } of json(['server_config.yaml', 'deep']).files) {
      expect(findings).toMatchObject([{ code: 'ranks-exceed-cluster' }]);
    }
    write('deep/twinkle_cluster_a.yaml', 'nodes: []\n');
    write('deep/twinkle_cluster_b.yaml', 'nodes: []\n');
    expect(json(['deep/down']).files[0]?.findings, 'of several it is unknown which').toEqual([]);
  });

  it('finds bytes that are not UTF-8', () => {
    write(
      'server_config.yaml',
      Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${good}`)]),
    );
    expect(json([]).files[0]?.findings).toMatchObject([
      {
        code: 'yaml-encoding',
        severity: 'error',
        stage: 'load',
        range: { start: { line: 0, character: 5 } },
      },
    ]);
    expect(run([]).status).toBe(1);
  });

  it.each([
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(good, 'utf16le')],
  ])('finds %s', (_, bytes) => {
    write('server_config.yaml', bytes);
    expect(json([]).files[0]?.findings).toMatchObject([
      { code: 'yaml-encoding', severity: 'error', message: expect.stringContaining('UTF-16') as string },
    ]);
    expect(run([]).status).toBe(1);
    expect(run(['--fix']).status).toBe(1);
  });

  it('fails for a file of another program that cannot be read', () => {
    write('server_config.yaml', 'listen: 80\nworkers: "4\n');
    expect(run([]).status).toBe(1);
  });

  it('is quiet about another program with the same file name', () => {
    write('server_config.yaml', 'listen: 80\nworkers: 4\nlog:\n  level: info\n');
    expect(json([]).files[0]?.findings).toMatchObject([
      { code: 'not-a-twinkle-file', severity: 'information' },
    ]);
    expect(run([]).status).toBe(0);
  });
});

describe('text', () => {
  it('shows place, severity, code, message, source line and caret', () => {
    write('a.yaml', bad);
    const [first, source, caret] = run(['a.yaml']).stdout.split('\n');
    expect(first).toMatch(/^a\.yaml:8:19 error route-prefix-shape \S/);
    expect(source).toBe('      route_prefix: /models/m');
    expect(caret).toBe(`  ${' '.repeat(18)}^^^^^^^^^`);
  });

  it('has no color in a pipe', () => {
    write('a.yaml', bad);
    expect(run(['a.yaml']).stdout).not.toContain('\u001b');
  });

  it('cuts one long line', () => {
    write('a.yaml', `ray_namespace: "${'x'.repeat(190_000)}`);
    const { status, stdout } = run(['a.yaml']);
    expect(status).toBe(1);
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThan(400);
  });

  it('does not mind a reader that has seen enough', () => {
    write('a.yaml', `${good}x: 1\n`.repeat(1));
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" a.yaml | true`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
