import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeProbe, probeInterpreter } from './interpreterProbe';
import { LocalHost } from './localHost';

const host = new LocalHost({ secret: () => Promise.resolve(undefined) });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'probe-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A program in the place of the interpreter; a real one is probed in test/cluster. */
function probe(script: string, signal = AbortSignal.timeout(10_000)) {
  const python = join(folder, 'python');
  writeFileSync(python, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return probeInterpreter(host, { argv: [python, '-c', 'pass'], env: {} }, signal);
}

describe('probeInterpreter', () => {
  it('takes the last line, below what packages write', async () => {
    const json = '{"python": "3.11.7", "ray": null, "twinkle": "0.5.1", "modules": ["twinkle", 7]}';
    expect(await probe(`echo 'UserWarning: noise'; echo; echo '${json}'`)).toEqual({
      python: '3.11.7',
      twinkle: '0.5.1',
      modules: ['twinkle'],
    });
  });

  it('tells why a program is no interpreter', async () => {
    expect(await probe('echo usage; exit 0')).toEqual({ failure: 'usage' });
    expect(await probe('echo "x: bad option" >&2; exit 2')).toEqual({ failure: 'x: bad option' });
    const traceback =
      'printf "Traceback (most recent call last):\\n  File x\\nImportError: no json\\n" >&2; exit 1';
    expect(await probe(traceback)).toEqual({ failure: 'ImportError: no json' });
    const missing = { argv: [join(folder, 'none')] as [string], env: {} };
    expect(await probeInterpreter(host, missing, AbortSignal.timeout(5_000))).toHaveProperty('failure');
  });

  it('throws when it is aborted', async () => {
    await expect(probe('sleep 5', AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('decodeProbe', () => {
  it.each(['', 'nonsense', '[]', '{}', '{"python": 3}', 'null'])('finds nothing in %j', output => {
    expect(decodeProbe(output)).toBeUndefined();
  });
});
