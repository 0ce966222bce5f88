import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { called, keeperFolder, pythonOutput } from '../../../../test/contract/python';
import { keeperProgram, modules, protocol } from './program';

const files = readdirSync(keeperFolder).filter(name => name.endsWith('.py'));
const source = (name: string) => readFileSync(join(keeperFolder, name), 'utf8');

it('every module of the keeper is sent', () => {
  expect([...Object.keys(modules), '__init__', 'load'].map(name => `${name}.py`).toSorted()).toEqual(
    files.toSorted(),
  );
  expect(new TextDecoder().decode(keeperProgram())).toMatch(/^\d+\n/);
  expect(modules['main']).toContain(`PROTOCOL = ${protocol}\n`);
});

it('every module is of Python 3.8, short, and says what each function does', () => {
  for (const name of files) expect(source(name).split('\n').length, name).toBeLessThanOrEqual(200);
  const program = `
import ast, json, sys
def missing(text):
    tree = ast.parse(text, feature_version=(3, 8))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    inner = {each for node in functions if isinstance(node, ast.FunctionDef) for each in ast.walk(node) if each is not node}
    named = [node for node in functions if not node.name.startswith("_") and node not in inner]
    return [getattr(node, "name", "module") for node in [tree, *named] if not ast.get_docstring(node)]
print(json.dumps({name: found for name, text in json.load(sys.stdin).items() for found in [missing(text)] if found}))
`;
  const sources = Object.fromEntries(files.map(name => [name, source(name)]));
  expect(JSON.parse(pythonOutput(program, JSON.stringify(sources)))).toEqual({});
});

it('imports nothing but the standard library, and nothing that takes long', () => {
  const imported = files.flatMap(name =>
    source(name)
      .split('\n')
      .flatMap(line => /^\s*(?:import|from) ([\w.]+)/.exec(line)?.[1] ?? []),
  );
  const allowed =
    'base64 codecs ctypes errno fcntl json os pwd re select signal socket stat struct sys time'.split(' ');
  expect(imported.filter(name => !name.startsWith('keeper') && !allowed.includes(name))).toEqual([]);
});

it('the validators are those of the schemas', () => {
  const script = join(import.meta.dirname, '../../../../scripts/validators.mjs');
  expect(() => execFileSync(process.execPath, [script, '--check'])).not.toThrow();
});

describe('what Linux reports', () => {
  it('a process whose name holds spaces and parentheses', () => {
    const program = `
import json
from keeper.processes import parse_stat
line = b"12 (a) b (c) S 3 12 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 4711 1 1"
stat = parse_stat(line)
print(json.dumps([stat[0].decode(), *stat[1:]]), parse_stat(b""), parse_stat(b"12 (a) S 1"))
`;
    expect(pythonOutput(program).trim()).toBe('["S", 3, 7, 4711] None None');
  });

  it('sockets that listen', () => {
    const program = `
from keeper.sockets import listeners
table = b"""  sl  local_address rem_address   st
   0: 0100007F:2049 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 55 1 0 100 0 0 10 0
   1: 0100007F:2049 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000 0 56 1 0 100 0 0 10 0
   2: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 57 1
   9: 01"""
print(list(listeners(table)))
`;
    expect(pythonOutput(program).trim()).toBe("[(8265, '55'), (8080, '57')]");
  });
});

describe('cards', () => {
  it('of nvidia-smi', () => {
    const output = '0, NVIDIA A100-SXM4-80GB, 81920\n1, NVIDIA GH200, 480GB, [N/A]\nNo devices were found\n';
    expect(called('cards', 'parse_nvidia', [[output]])).toEqual([
      [
        { kind: 'GPU', index: 0, name: 'NVIDIA A100-SXM4-80GB', memoryMb: 81_920 },
        { kind: 'GPU', index: 1, name: 'NVIDIA GH200, 480GB' },
      ],
    ]);
  });

  it('of npu-smi', () => {
    const output = `	Card Count                     : 2

	NPU ID                         : 0
	Product Name                   : IT21DMDA
	Chip Count                     : 1

	NPU ID                         : 3
	Chip Count                     : 1
`;
    expect(called('cards', 'parse_ascend', [[output]])).toEqual([
      [
        { kind: 'NPU', index: 0, name: 'IT21DMDA' },
        { kind: 'NPU', index: 3, name: 'NPU' },
      ],
    ]);
  });
});
