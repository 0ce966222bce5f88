import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Gives the text of a Python file, as esbuild does in the products. */
const pythonText = {
  name: 'python-text',
  load: (id: string) =>
    id.endsWith('.py') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
};

// Ray, code-server and Chromium share two cores in CI, hence one file at a time and generous limits
// in the groups that start them; some unit tests start small processes, too. They poll for a state; nothing sleeps for a fixed time.
const patient = { testTimeout: 300_000, hookTimeout: 300_000, retry: 0 };
const heavy = { ...patient, fileParallelism: false };

/** A file for each core: of two, vitest would leave one idle. */
const parallel = { maxWorkers: availableParallelism() };

/** Files that take long, and are small: vitest goes by the size of a file. */
const long =
  /\/(?:localMachine|moreEdits|verdicts|otherEditors|badInput|cases\/(?:largeNumbers|format|refactorings))\.test\.ts$/;

/** What takes longest comes first, so that no core is idle in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (long.test(moduleId) ? 0 : 1);
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** What expectations take for the same. */
const setupFiles = ['test/setup/spans.ts'];

export default defineConfig({
  plugins: [pythonText],
  test: {
    sequence: { sequencer: LongestFirst },
    // A state that is waited for may take a while on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['server/src/**/*.test.ts', 'client/src/**/*.test.ts', 'test/unit/**/*.test.ts'],
          testTimeout: 60_000,
          setupFiles,
          ...parallel,
        },
      },
      {
        extends: true,
        test: {
          name: 'golden',
          include: ['test/cases/**/*.test.ts'],
          setupFiles,
          testTimeout: 180_000,
          ...parallel,
        },
      },
      {
        extends: true,
        test: {
          name: 'fuzz',
          include: ['test/fuzz/**/*.test.ts'],
          setupFiles,
          testTimeout: 600_000,
          ...parallel,
        },
      },
      {
        extends: true,
        test: {
          name: 'oracle',
          include: ['test/oracle/**/*.test.ts'],
          setupFiles,
          ...patient,
          ...parallel,
        },
      },
      {
        extends: true,
        test: { name: 'lsp', include: ['test/lsp/**/*.test.ts'], ...patient, ...parallel },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          // With more cores, launches side by side, each on a cluster of its own (test/cluster/support/ruleLabs.ts).
          maxConcurrency: Math.max(1, Math.floor(availableParallelism() / 2)),
          ...heavy,
        },
      },
      {
        extends: true,
        test: {
          name: 'editor',
          include: ['test/editor/**/*.test.ts'],
          globalSetup: 'test/editor/harness/installed.ts',
          ...heavy,
        },
      },
    ],
  },
});
