/** The shares that `mesh-world-size` computes are those of the installed twinkle-kit's own dispatcher. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dispatch, type MeshDim } from '../../server/src/rules/dataDispatch';

const order = ['fsdp', 'pp', 'dp', 'cp', 'tp'] as const;

interface Case {
  sizes: Record<string, number>;
  workers: number;
}

/** Every mesh with sizes of 1 to 3, each dimension but dp also left out, with and without ulysses. */
function* cases(): Generator<Case> {
  const choices: Record<string, (number | undefined)[]> = {
    fsdp: [undefined, 1, 2],
    pp: [undefined, 2],
    dp: [1, 2, 3],
    cp: [undefined, 2],
    tp: [undefined, 2, 3],
    ulysses: [undefined, 2],
  };
  const names = Object.keys(choices);
  function* combine(index: number, sizes: Record<string, number>): Generator<Record<string, number>> {
    const name = names[index];
    if (name === undefined) {
      yield sizes;
      return;
    }
    for (const size of choices[name] ?? []) {
      yield* combine(index + 1, size === undefined ? sizes : { ...sizes, [`${name}_size`]: size });
    }
  }
  for (const sizes of combine(0, {})) for (const workers of [1, 2, 3, 4, 8]) yield { sizes, workers };
}

it('shares a batch as twinkle-kit does', () => {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  expect(
    python,
    'TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit: npm test sets it',
  ).toBeDefined();
  const all = [...cases()];
  const { stdout, stderr, status } = spawnSync(python ?? '', [join(import.meta.dirname, 'dataDispatch.py')], {
    input: all.map(entry => JSON.stringify(entry)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(status, stderr).toBe(0);
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as unknown);
  expect(answers.length).toBe(all.length);
  const different = all.flatMap(({ sizes, workers }, index) => {
    const dims: MeshDim[] = order.flatMap(name => {
      const size = sizes[`${name}_size`];
      return size === undefined ? [] : [{ name, size }];
    });
    const ours = dispatch({ dims, ulysses: sizes['ulysses_size'] ?? 1 }, workers, true) ?? null;
    const theirs = answers[index];
    return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ sizes, workers, ours, theirs }];
  });
  expect(different).toEqual([]);
});
