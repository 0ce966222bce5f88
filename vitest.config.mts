import { defineConfig } from 'vitest/config';

// Ray, code-server and Chromium share two cores in CI, hence one file at a time and generous limits
// in the groups that start them; some unit tests start small processes, too. They poll for a state; nothing sleeps for a fixed time.
const heavy = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000, retry: 0 };

/** What expectations take for the same. */
const setupFiles = ['test/setup/spans.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['server/src/**/*.test.ts', 'client/src/**/*.test.ts', 'test/unit/**/*.test.ts'],
          testTimeout: 60_000,
          setupFiles,
        },
      },
      { test: { name: 'golden', include: ['test/cases/**/*.test.ts'], testTimeout: 60_000, setupFiles } },
      { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], testTimeout: 600_000, setupFiles } },
      { test: { name: 'oracle', include: ['test/oracle/**/*.test.ts'], ...heavy, setupFiles } },
      { test: { name: 'lsp', include: ['test/lsp/**/*.test.ts'], ...heavy } },
      { test: { name: 'cluster', include: ['test/cluster/**/*.test.ts'], ...heavy } },
      { test: { name: 'editor', include: ['test/editor/**/*.test.ts'], ...heavy } },
    ],
  },
});
