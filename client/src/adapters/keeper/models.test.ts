/** Which models the keeper finds in the caches of a machine (client/keeper/models.py). */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CachedModel } from '../../core/machine/keeper';
import { LocalMachine } from '../localMachine';
import { KeeperClient } from './client';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'models-'));
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(path: string, content = ''): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}

/** A folder with a model of `bytes`. */
function model(folder: string, bytes = 10, config = '{"architectures": ["Qwen3ForCausalLM"]}'): void {
  write(`${folder}/config.json`, config);
  write(`${folder}/model-00001-of-00001.safetensors`, 'x'.repeat(bytes));
}

async function found(env: Record<string, string> = {}): Promise<readonly CachedModel[]> {
  const cleared = { MODELSCOPE_CACHE: '', HF_HOME: '', HF_HUB_CACHE: '', HUGGINGFACE_HUB_CACHE: '' };
  const machine = new LocalMachine({
    env: { ...process.env, ...cleared, XDG_CACHE_HOME: '', HOME: home, ...env },
  });
  const keeper = new KeeperClient(machine, {
    secret: () => Promise.resolve(undefined),
    pythons: () => Promise.resolve([]),
  });
  try {
    return await keeper.models(AbortSignal.timeout(20_000));
  } finally {
    keeper.dispose();
  }
}

const names = (models: readonly CachedModel[]) => models.map(({ hub, id }) => `${hub}://${id}`);

it('finds nothing where there is no cache', async () => {
  expect(await found()).toEqual([]);
});

it('finds models in each layout that the hubs have had, each once', async () => {
  model('.cache/modelscope/models/Qwen--Qwen3-1B/snapshots/master');
  model('.cache/modelscope/hub/models/Qwen/Qwen3___5-4B', 30);
  symlinkSync('Qwen3___5-4B', join(home, '.cache/modelscope/hub/models/Qwen/Qwen3.5-4B'));
  model('.cache/modelscope/hub/AI-ModelScope/old');
  model('.cache/modelscope/hub/Qwen/Qwen3___5-4B');
  model('.cache/modelscope/hub/datasets/some/data');
  model('.cache/huggingface/hub/models--meta-llama--Llama-3--8B/snapshots/abc', 20, '{"architectures": []}');
  model('.cache/huggingface/hub/models--gpt2/snapshots/abc', 5, 'no json');
  expect(await found()).toEqual([
    { hub: 'ms', id: 'Qwen/Qwen3-1B', bytes: 10, architecture: 'Qwen3ForCausalLM' },
    { hub: 'ms', id: 'Qwen/Qwen3.5-4B', bytes: 30, architecture: 'Qwen3ForCausalLM' },
    { hub: 'ms', id: 'AI-ModelScope/old', bytes: 10, architecture: 'Qwen3ForCausalLM' },
    { hub: 'hf', id: 'gpt2', bytes: 5 },
    { hub: 'hf', id: 'meta-llama/Llama-3--8B', bytes: 20 },
  ]);
});

it('takes the newest revision, and follows the links that Hugging Face keeps', async () => {
  const cache = '.cache/huggingface/hub/models--Qwen--Qwen3-8B';
  model(`${cache}/snapshots/zzz`, 1);
  utimesSync(join(home, `${cache}/snapshots/zzz`), 1, 1);
  write(`${cache}/blobs/1`, '{"architectures": ["Qwen3ForCausalLM"]}');
  write(`${cache}/blobs/2`, 'x'.repeat(50));
  mkdirSync(join(home, `${cache}/snapshots/abc`));
  symlinkSync('../../blobs/1', join(home, `${cache}/snapshots/abc/config.json`));
  symlinkSync('../../blobs/2', join(home, `${cache}/snapshots/abc/model.safetensors`));
  expect(await found()).toEqual([
    { hub: 'hf', id: 'Qwen/Qwen3-8B', bytes: 50, architecture: 'Qwen3ForCausalLM' },
  ]);
});

it('leaves out what is no model, or not downloaded', async () => {
  write('.cache/modelscope/hub/models/a/tokenizer/config.json', '{}');
  write('.cache/modelscope/hub/models/a/weights/model.safetensors', 'x');
  write('.cache/modelscope/hub/models/a/file');
  write('.cache/modelscope/hub/models/._____temp/b/model.safetensors', 'x');
  write('.cache/huggingface/hub/models--a--cut/snapshots/abc/config.json', '{}');
  symlinkSync('../../blobs/none', join(home, '.cache/huggingface/hub/models--a--cut/snapshots/abc/m.bin'));
  write('.cache/huggingface/hub/models--a--empty/refs/main', 'abc');
  expect(await found()).toEqual([]);
});

it('looks where the variables point', async () => {
  model('ms/models/a/b');
  model('hf/models--c--d/snapshots/abc');
  model('home/hub/models--e--f/snapshots/abc');
  model('.cache/modelscope/hub/models/x/y');
  const MODELSCOPE_CACHE = join(home, 'ms');
  expect(names(await found({ MODELSCOPE_CACHE, HF_HUB_CACHE: join(home, 'hf') }))).toEqual([
    'ms://a/b',
    'hf://c/d',
  ]);
  expect(names(await found({ MODELSCOPE_CACHE: '~/ms', HF_HOME: join(home, 'home') }))).toEqual([
    'ms://a/b',
    'hf://e/f',
  ]);
});

it('is bounded', async () => {
  for (let index = 0; index < 230; index += 1) model(`.cache/modelscope/hub/models/a/m${index}`, 1);
  expect(await found()).toHaveLength(200);
});

it('does not wait for a description that is no file', async () => {
  model('.cache/modelscope/hub/models/a/b');
  rmSync(join(home, '.cache/modelscope/hub/models/a/b/config.json'));
  symlinkSync('/dev/zero', join(home, '.cache/modelscope/hub/models/a/b/config.json'));
  expect(await found()).toEqual([{ hub: 'ms', id: 'a/b', bytes: 10 }]);
});
