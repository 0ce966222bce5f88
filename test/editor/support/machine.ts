/** A machine as a test wants it, whatever the one has that it runs on: home, cards, models, and an empty workspace. */
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Demo } from './demo';

/** Empties the workspace, and makes a home without models and an nvidia-smi as on a machine without a driver. */
export function emptyMachine({ workspace, folder }: Demo): void {
  for (const name of readdirSync(workspace)) rmSync(path.join(workspace, name), { recursive: true });
  mkdirSync(path.join(folder, 'bin'));
  const tool = path.join(folder, 'bin/nvidia-smi');
  writeFileSync(tool, `#!/bin/sh\nexec cat '${path.join(folder, 'cards')}'\n`);
  chmodSync(tool, 0o755);
  // The editor's extensions get the PATH of a login shell.
  writeFileSync(path.join(folder, '.profile'), `PATH='${path.join(folder, 'bin')}':$PATH\n`);
}

/** Variables of an editor on this machine. */
export function machineEnv({ folder }: Demo): Record<string, string> {
  return {
    PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    MODELSCOPE_CACHE: path.join(folder, 'modelscope'),
  };
}

/** Puts Qwen/Qwen3.5-4B into the ModelScope cache. */
export function addModel({ folder }: Demo): void {
  const model = path.join(folder, 'modelscope/models/Qwen/Qwen3___5-4B');
  mkdirSync(model, { recursive: true });
  writeFileSync(path.join(model, 'config.json'), '{"architectures": ["Qwen3_5ForConditionalGeneration"]}');
  writeFileSync(path.join(model, 'model.safetensors'), Buffer.alloc(100_000));
}

/** From now on nvidia-smi lists this many cards. */
export function addCards({ folder }: Demo, count: number): void {
  const lines = Array.from({ length: count }, (_, index) => `${index}, NVIDIA A100-SXM4-80GB, 81920\n`);
  writeFileSync(path.join(folder, 'cards'), lines.join(''));
}

/** A virtual environment in the home. Gives the path of its interpreter. @param python interpreter that it has */
export function addEnvironment({ folder }: Demo, python: string): string {
  mkdirSync(path.join(folder, 'venvs'));
  symlinkSync(path.dirname(path.dirname(python)), path.join(folder, 'venvs/twinkle'));
  return path.join(folder, 'venvs/twinkle/bin/python');
}
