/** Rules of eslint.config.mjs that are of this project, on what they must refuse. */
import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Messages of a rule for a file of the clone, were it to hold this. */
async function refusals(file: string, code: string, name = 'no-restricted-syntax'): Promise<number> {
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(join(root, file))) as Linter.Config;
  const rule = config.rules?.[name];
  if (rule === undefined) return 0;
  const languageOptions = { globals: { process: 'readonly' } } as const;
  return new Linter().verify(code, { languageOptions, rules: { [name]: rule } }).length;
}

describe('a file is read in one place of each product', () => {
  it.each([
    "import { readFileSync } from 'node:fs';",
    "import { existsSync, openSync } from 'fs';",
    "import { readFile as read } from 'node:fs/promises';",
    "import { createReadStream } from 'node:fs';",
    "import { promises } from 'node:fs';",
    "import fs from 'node:fs';",
    "import * as fs from 'fs/promises';",
    "const { readFile } = await import('node:fs/promises');",
    "const fs = require('node:fs');",
    'await vscode.workspace.fs.readFile(uri);',
  ])('so this is refused elsewhere: %s', async code => {
    expect(await refusals('server/src/hosts/lsp/server.ts', code)).toBe(1);
    expect(await refusals('client/src/ui/commands/launchServer.ts', code)).toBe(1);
    expect(await refusals('server/src/hosts/files/regularFile.ts', code)).toBe(0);
    expect(await refusals('client/src/adapters/localMachine.test.ts', code)).toBe(0);
  });

  it('and other uses of the disk are not', async () => {
    const code =
      "import { statSync, writeFileSync } from 'node:fs'; import { readdir } from 'node:fs/promises'; await import('yaml');";
    expect(await refusals('server/src/hosts/lsp/server.ts', code)).toBe(0);
  });
});

describe("core/ and app/ do not ask the editor's own process", () => {
  const core = 'client/src/core/cluster/plan.ts';
  const app = 'client/src/app/ray/poller.ts';

  it.each([
    ['no-restricted-globals', 'if (process.platform === "win32") throw new Error();'],
    ['no-restricted-globals', 'const { pid } = process;'],
    ['no-restricted-properties', 'globalThis.process.exit(1);'],
    ['no-restricted-imports', "import { platform } from 'node:os';"],
    ['no-restricted-imports', "import { pid } from 'process';"],
  ])('%s refuses %s', async (rule, code) => {
    expect(await refusals(core, code, rule)).toBe(1);
    expect(await refusals(app, code, rule)).toBe(1);
    expect(await refusals('client/src/adapters/localMachine.ts', code, rule)).toBe(0);
  });

  it('and a value of that name is a value', async () => {
    const code = 'const process = { pid: 1 }; export const { pid } = process;';
    expect(await refusals(app, code, 'no-restricted-globals')).toBe(0);
  });
});
