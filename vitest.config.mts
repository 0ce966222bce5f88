import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Gives the text of a Python file, as esbuild does in the products. */
const pythonText = {
  name: 'python-text',
  load: (id: string) =>
    id.endsWith('.py') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
};

// Ray, code-server and Chromium share two cores in CI, hence one file at a time and generous limits
// in the groups that start them; some unit tests start small processes, too. They poll for a state; nothing sleeps for a fixed time.
const heavy = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000, retry: 0 };

/** What expectations take for the same. */
const setupFiles = ['test/setup/spans.ts'];

export default defineConfig({
  plugins: [pythonText],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['server/src/**/*.test.ts', 'client/src/**/*.test.ts', 'test/unit/**/*.test.ts'],
          testTimeout: 60_000,
          setupFiles,
        },
      },
      {
        extends: true,
        test: { name: 'golden', include: ['test/cases/**/*.test.ts'], setupFiles, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], setupFiles, testTimeout: 600_000 },
      },
      {
        extends: true,
        test: { name: 'oracle', include: ['test/oracle/**/*.test.ts'], setupFiles, ...heavy },
      },
      { extends: true, test: { name: 'lsp', include: ['test/lsp/**/*.test.ts'], ...heavy } },
      { extends: true, test: { name: 'cluster', include: ['test/cluster/**/*.test.ts'], ...heavy } },
      { extends: true, test: { name: 'editor', include: ['test/editor/**/*.test.ts'], ...heavy } },
    ],
  },
});
