/** The server outside of VS Code: a real Neovim with its built-in client, and nothing configured but the command. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serverPath } from './client';

const config = `applications:
  - name: model "😀"
    route_prefix: /api/v1/model/Qwen/Qwen3.5-4B
    import_path: model
    args:
      model_id: ms://Qwen/Qwen3.5-4B
      backend: transformers
      nproc_per_node: 4
      device_group: {name: "😀", ranks: 4, device_type: cuda}
      device_mesh:
        dp_size: 2
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-neovim-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Shown {
  diagnostics: {
    code: string;
    source: string;
    message: string;
    lnum: number;
    col: number;
    end_col: number;
    severity: number;
  }[];
  titles: string[];
  fixed: string[];
  completions: string[];
}

it('shows a diagnostic at its place, applies a fix and completes', () => {
  const version = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
  expect(version.status, 'Neovim is not installed. On Debian: apt-get install neovim').toBe(0);
  const file = join(folder, 'server_config.yaml');
  const out = join(folder, 'shown.json');
  writeFileSync(file, config);
  const script = join(import.meta.dirname, 'neovim.lua');
  const run = spawnSync('nvim', ['--headless', '--clean', '-c', `luafile ${script}`, '-c', 'qall!'], {
    encoding: 'utf8',
    timeout: 120_000,
    // Nothing of the person's own configuration or state.
    env: {
      ...process.env,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_STATE_HOME: join(folder, 'state'),
      TWINKLE_NEOVIM_TEST: [process.execPath, serverPath, file, out].join('\n'),
    },
    input: '',
  });
  let text: string;
  try {
    text = readFileSync(out, 'utf8');
  } catch {
    throw new Error(`Neovim wrote nothing: ${run.stdout}${run.stderr} status ${String(run.status)}`);
  }
  const shown = JSON.parse(text) as Shown;
  const line = config.split('\n').findIndex(each => each.includes('ranks:'));
  // Neovim counts bytes in a line, the server UTF-16 units: the emoji before the number is 4 bytes and 2 units.
  const bytes =
    Buffer.from((config.split('\n')[line] ?? '').split('ranks: ')[0] ?? '').length + 'ranks: '.length;
  expect(shown.diagnostics).toMatchObject([
    { code: 'mesh-world-size', source: 'twinkle', lnum: line, col: bytes, end_col: bytes + 1, severity: 1 },
  ]);
  expect(shown.titles).toEqual(['Change ranks to 2', 'Change dp_size to 4', "Ignore 'mesh-world-size' here"]);
  expect(shown.fixed.join('\n')).toContain('dp_size: 4');
  expect(shown.completions.map(word => word.trim())).toEqual(['port:']);
});
