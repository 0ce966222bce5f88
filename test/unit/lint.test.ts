/** Rules of eslint.config.mjs that are of this project, on what they must refuse. */
import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Messages of the rules of syntax for a file of the clone, were it to hold this. */
async function refusals(file: string, code: string): Promise<number> {
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(join(root, file))) as Linter.Config;
  const rule = config.rules?.['no-restricted-syntax'];
  if (rule === undefined) return 0;
  return new Linter().verify(code, { rules: { 'no-restricted-syntax': rule } }).length;
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
