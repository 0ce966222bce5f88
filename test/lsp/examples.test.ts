import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { describe, expect, test } from 'vitest';
import type { CheckedFile } from '../../server/src/protocol';
import { twinkleLanguageServer } from '../bench/contenders';
import { LanguageServer } from '../bench/languageServer';
import { exampleFiles, examples, expectations, root } from './exampleFiles';

interface CheckRun {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs the built `twinkle-check` in examples/. */
async function check(...args: string[]): Promise<CheckRun> {
  const run = promisify(execFile)(process.execPath, [join(root, 'server/dist/check.js'), ...args], {
    cwd: examples,
  });
  return run.then(
    ({ stdout }) => ({ exitCode: 0, output: stdout }),
    (error: unknown) => {
      const { code, stdout } = error as { code: unknown; stdout: string };
      if (typeof code !== 'number') throw error;
      return { exitCode: code, output: stdout };
    },
  );
}

test('every example is listed with what is expected of it', () => {
  expect([...new Set(expectations.map(({ file }) => file))].sort()).toEqual(exampleFiles);
});

describe('twinkle-check on the examples', () => {
  test.each(expectations)('$file, as $twinkleVersion', async ({ file, twinkleVersion, findings }) => {
    const version = twinkleVersion === undefined ? [] : ['--twinkle-version', twinkleVersion];
    const { exitCode, output } = await check('--format', 'json', ...version, file);
    const { files } = JSON.parse(output) as { files: CheckedFile[] };
    expect(files).toHaveLength(1);
    const told = files[0]?.findings.map(
      ({ range, severity, code }) => `${range.start.line + 1} ${severity} ${code}`,
    );
    expect(told).toEqual(findings);
    expect(exitCode).toBe(findings.some(finding => finding.includes(' error ')) ? 1 : 0);
  });
});

describe("the demo's mistake", () => {
  test('is fixed by its one quick fix, and by nothing else', async () => {
    const folder = join(examples, 'demo');
    const file = join(folder, 'server_config.yaml');
    const text = await readFile(file, 'utf8');
    await using server = await LanguageServer.start(twinkleLanguageServer(root), folder, file);

    let mistakes: readonly Diagnostic[] = [];
    await server.open(text, diagnostics => {
      mistakes = diagnostics;
      return true;
    });
    expect(mistakes.map(({ code }) => code)).toEqual(['route-prefix-shape']);

    const range = mistakes[0]?.range;
    const actions = (await server.request('textDocument/codeAction', {
      range,
      context: { diagnostics: mistakes, only: ['quickfix'] },
    })) as CodeAction[];
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    expect(preferred).toHaveLength(1);
    const [edit, ...others] = Object.values(preferred[0]?.edit?.changes ?? {}).flat();
    expect(others).toEqual([]);
    expect(edit?.newText).toBe('/api/v1/model/mock-model');

    if (edit === undefined) throw new Error('The fix has no edit.');
    const { start, end } = edit.range;
    await server.change({ start, end, newText: edit.newText }, diagnostics => diagnostics.length === 0);
  });
});
