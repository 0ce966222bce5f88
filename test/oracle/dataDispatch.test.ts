/** The shares that `mesh-world-size` computes are those of the installed twinkle-kit's own dispatcher. */
import { expect, it } from 'vitest';
import { dispatch, type MeshDim } from '../../server/src/mesh/dataDispatch';
import { askPython } from './askPython';

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
  const all = [...cases()];
  const answers = askPython('dataDispatch.py', all).map(line => JSON.parse(line) as unknown);
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
