import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keeperOf } from '../../../../test/support/keeper';
import { decodeProbe, type ProbeQuestion } from '../../core/machine/interpreterProbe';
import { text } from '../../core/text/text';
import { probe } from './probe';

const folder = mkdtempSync(join(tmpdir(), 'probe-'));
const keeper = keeperOf(join(folder, 'state'));
afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true });
});

/** A program in the place of the interpreter. */
function ask(script: string, signal = AbortSignal.timeout(10_000)) {
  const python = join(folder, 'python');
  writeFileSync(python, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return probe(keeper, { argv: [python], env: {} }, {}, { signal });
}

/** A real one, with nothing of Ray. */
function askPython(question: ProbeQuestion, env: Record<string, string> = {}) {
  return probe(keeper, { argv: ['python3'], env, cwd: '/' }, question, {
    signal: AbortSignal.timeout(20_000),
  });
}

const failure = (words: string) => ({ failure: text('{0}', words) });

describe('probe', () => {
  it('takes the last line, below what packages write', async () => {
    const json =
      '{"python": "3.11.7", "versions": {"ray": null, "twinkle-kit": "0.5.1"}, "modules": ["twinkle", 7]}';
    expect(await ask(`echo 'UserWarning: noise'; echo; echo '${json}'`)).toEqual({
      python: '3.11.7',
      versions: { 'twinkle-kit': '0.5.1' },
      modules: ['twinkle'],
      importErrors: {},
      files: [],
      elsewhere: [],
    });
  });

  it('reports why a program is no interpreter', async () => {
    expect(await ask('echo usage; exit 0')).toEqual(failure('usage'));
    expect(await ask('echo "x: bad option" >&2; exit 2')).toEqual(failure('x: bad option'));
    expect(await ask('exit 2')).toEqual({ failure: text('exit code {0}', 2) });
    const traceback =
      'printf "Traceback (most recent call last):\\n  File x\\nImportError: no json\\n" >&2; exit 1';
    expect(await ask(traceback)).toEqual(failure('ImportError: no json'));
    const missing = { argv: [join(folder, 'none')] as [string], env: {} };
    const signal = AbortSignal.timeout(5_000);
    // The sentence that it goes into names the program.
    expect(await probe(keeper, missing, {}, { signal })).toEqual(failure('No such file or directory'));
  });

  it('throws when it is aborted', async () => {
    await expect(ask('sleep 5', AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('answers what was asked, and imports only what it is asked to import', async () => {
    const metadata = join(folder, 'some_kit-1.2.dist-info');
    mkdirSync(metadata);
    writeFileSync(join(metadata, 'METADATA'), 'Metadata-Version: 2.1\nName: some-kit\nVersion: 1.2\n');
    writeFileSync(join(folder, 'some_kit.py'), 'print("noise")\nraise ValueError("broken")\n');
    const question: ProbeQuestion = {
      packages: ['some-kit', 'no-such-kit'],
      modules: ['some_kit', 'no_such_kit', 'json'],
      files: [join(folder, 'some_kit.py'), folder, join(folder, 'none')],
    };
    const answer = await askPython(question, { PYTHONPATH: folder });
    expect(answer).toEqual({
      python: expect.stringMatching(/^3\.\d+\.\d+$/) as string,
      versions: { 'some-kit': '1.2' },
      modules: ['some_kit', 'json'],
      importErrors: {},
      files: [join(folder, 'some_kit.py')],
      elsewhere: [],
    });
    // Of what a folder has, what is there without it.
    const elsewhere = { folder, modules: ['some_kit', 'json'] };
    expect(await askPython({ elsewhere, modules: ['some_kit'] }, { PYTHONPATH: folder })).toMatchObject({
      elsewhere: ['json'],
      modules: ['some_kit'],
    });
    const imports = ['some_kit', 'no_such_kit', 'json'];
    expect(await askPython({ imports }, { PYTHONPATH: folder })).toMatchObject({
      importErrors: {
        some_kit: 'ValueError: broken',
        no_such_kit: "ModuleNotFoundError: No module named 'no_such_kit'",
      },
    });
  });
});

describe('decodeProbe', () => {
  it.each(['', 'nonsense', '[]', '{}', '{"python": 3}', 'null'])('finds nothing in %j', output => {
    expect(decodeProbe(output)).toBeUndefined();
  });
});
