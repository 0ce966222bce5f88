/** Calls functions of the keeper's modules, for rules that are tested without a machine. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Folder of the package `keeper`. */
export const keeperFolder = join(import.meta.dirname, '../../client/keeper');

const python = process.env['TWINKLE_TEST_PYTHON'] ?? 'python3';

const caller = `
import importlib, json, sys
module, function, calls = json.load(sys.stdin)
function = getattr(importlib.import_module(module), function)
json.dump([function(*each) for each in calls], sys.stdout)
`;

/** What a function gives for each list of arguments. */
export function called(module: string, name: string, calls: readonly (readonly unknown[])[]): unknown[] {
  const output = execFileSync(python, ['-B', '-c', caller], {
    input: JSON.stringify([`keeper.${module}`, name, calls]),
    env: { ...process.env, PYTHONPATH: join(keeperFolder, '..') },
    encoding: 'utf8',
  });
  return JSON.parse(output) as unknown[];
}

/** Runs a program with the package in its path, and gives its output. */
export function pythonOutput(program: string, input = ''): string {
  return execFileSync(python, ['-B', '-c', program], {
    input,
    env: { ...process.env, PYTHONPATH: join(keeperFolder, '..') },
    encoding: 'utf8',
  });
}
